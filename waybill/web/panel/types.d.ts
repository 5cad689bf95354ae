/* What the parts of the panel hand to each other. */

import type { Child } from "../core/dom.js";
import type { Level } from "../core/modes.js";
import type { Claim, Day, Selection, Source, State } from "../state/types.js";

/** The list of a tab. */
export interface PanelList {
  el: HTMLElement;
  /** The tab's name. */
  label: string;
  /** How many it shows, and of how many (null: the tab says only how many); and that in words of its own. */
  count(selection: Selection, state: State): [number, number | null, string?];
  /** What else than dates and days the list depends on. */
  key?(): string;
  /** `bucket` is knownBucket's; the row `wantedId` ("" for none) is shown however long the list is. `most`
      rows are listed (on paper more than on the screen). */
  render(state: State, selection: Selection, bucket: number, wantedId: string, most?: number): void;
  /** The element of a row, where it stands in the page. */
  find(id: string): HTMLElement | null;
  /** The head of what is listed, where that was opened from the map. */
  head?(): HTMLElement;
  /** What a click on a card does. */
  choose(id: string): void;
}

/** What the card over the map says of a leg or a place. */
export interface CardParts {
  /** The leg's mode of transport; null for a place. */
  mode: string | null;
  /** How the leg is known. */
  level?: Level;
  title: string;
  head: Child[];
  body: Child[];
}

/** The sources of a card, numbered as they are first cited. */
export interface Refs {
  day: Day | null;
  cited: Source[];
  /** Links with the numbers of these sources, as far as they were out. */
  of(rows: readonly Source[]): Child[];
}

/** The claims that concern the view. */
export interface ClaimsInView {
  heading: Child[];
  /** Published rows, most wanted first, with repeats. */
  claims: Claim[];
  /** The kind of the focus that no claim is tied to, or "". */
  untied: string;
}

/** The entries of the claims tab in their order. */
export interface ClaimOrder {
  /** Those that concern the view. */
  first: Claim[];
  rest: Claim[];
  /** Ids of both, to compare. */
  ids: string;
  heading: Child[];
  untied: string;
}
