/* The story as it comes from Python (waybill/payload/encode.py). Written by hand for now.
   Days are ISO dates, "2023-09-07"; a day of null means that the record has none. A path is flat
   integers [lat, lon, dlat, dlon, …] in 1e-4 degrees, latitude first. Ids name rows of the other lists. */

import type { Level, Mode } from "../core/modes.js";

type IsoDay = string;
type Id = string;
/** Cells of columns that Waybill does not know, by column. */
type Extra = Record<string, string>;
/** [west, south, east, north] in degrees. */
export type Bounds = [number, number, number, number];
/** The letter or number of the Admiralty code, and what it means. */
export type GradeCell = [code: string, words: string];

export interface InfoRow {
  id: Id;
  title: string;
  standfirst: string;
  language: string;
  licence: string;
  contact: string;
  /** First and last of the dates shown first. */
  window: [IsoDay, IsoDay];
  window_label: string;
  /** First and last day of the whole axis. */
  record: [IsoDay, IsoDay];
  bounds: Bounds;
}

export interface PlaceRow {
  id: Id;
  name: string;
  lat: number;
  lon: number;
  aliases: string[];
  country: string | null;
  kind: string | null;
  /** How uncertain the position is; null: not given. */
  radius_km: number | null;
  position_source: string;
  note: string;
  /** The first day on which this record may name the place. */
  known: IsoDay | null;
  extra: Extra;
}

export interface StandingRow {
  /** From this day on; null: from the beginning. */
  known: IsoDay | null;
  level: Level;
  origin_seen: boolean;
  destination_seen: boolean;
  words: string;
  /** claim ids that corroborate an end of the leg. */
  witnesses: Id[];
}

/** How a leg was drawn before all its stops had been named. */
export interface ShapeRow {
  /** The first day on which the next shape takes its place. */
  until: IsoDay;
  via: Id[];
  path: number[];
}

export interface LegRow {
  id: Id;
  /** "Rajin → Dunay by sea" */
  name: string;
  /** "Rajin → Dunay" */
  short: string;
  origin: Id;
  destination: Id;
  via: Id[];
  route: string | null;
  sequence: number | null;
  mode: Mode;
  path_basis: "observed" | "inferred" | "unknown";
  first: IsoDay;
  last: IsoDay;
  /** Is the first or the last day a guess from how exactly it was written? */
  soft_first: boolean;
  soft_last: boolean;
  when: string;
  path: number[];
  /** Drawn as bows between its places, because no route was published. */
  schematic: boolean;
  cargo: string;
  quantity: string;
  vessel: string;
  note: string;
  claims: Id[];
  conflicts: Id[];
  lengths: { straight_km: number; path_km: number; words: string };
  standings: StandingRow[];
  shapes: ShapeRow[];
  /** The day from which remarks of this record about the leg may show. */
  remarks_known: IsoDay | null;
  extra: Extra;
}

export interface VisitRow {
  id: Id;
  number: number;
  visitors: string[];
  hosts: string[];
  place: Id;
  first: IsoDay;
  last: IsoDay;
  soft_first: boolean;
  soft_last: boolean;
  when: string;
  trip: string | null;
  purpose: string;
  outcome: string;
  quote: string;
  quote_by: string;
  sources: Id[];
  note: string;
  known: IsoDay | null;
  remarks_known: IsoDay | null;
  conflicts: Id[];
  extra: Extra;
}

export interface ClaimRow {
  id: Id;
  statement: string;
  claimant: string;
  stated: IsoDay;
  stated_words: string;
  /** The last day that `stated` can mean: from then on the claim counts as known. */
  known: IsoDay;
  stance: "asserts" | "corroborates" | "disputes" | "denies";
  /** The claim that this one answers. */
  about: Id | null;
  kind: "statement" | "image" | "report";
  observed_first: IsoDay | null;
  observed_last: IsoDay | null;
  observed_words: string;
  places: Id[];
  reliability: GradeCell | null;
  credibility: GradeCell | null;
  /** The day from which the number of the grade may show. */
  credibility_known: IsoDay | null;
  quote: string;
  sources: Id[];
  verified: boolean | null;
  limits: string;
  note: string;
  remarks_known: IsoDay | null;
  conflicts: Id[];
  extra: Extra;
}

export interface SourceRow {
  id: Id;
  publisher: string;
  title: string;
  published: IsoDay | null;
  published_words: string;
  url: string;
  archived_url: string;
  language: string;
  note: string;
}

export interface StepRow {
  id: Id;
  title: string;
  text: string;
  legs: Id[];
  places: Id[];
  /** Ids of checks that are lines on the map. */
  checks: Id[];
  window: [IsoDay, IsoDay] | null;
  bounds: Bounds | null;
}

export interface FigureRow {
  label: string;
  value: string;
  unit: string;
  claims: Id[];
  check: Id | null;
  basis: string;
}

export interface MeasureRow {
  label: string;
  km: number;
  lat: number;
  lon: number;
}

export interface CheckRow {
  id: Id;
  label: string;
  kind: "distance" | "length" | "pace" | "count";
  /** The place that a distance is measured from. */
  origin: Id | null;
  leg: Id | null;
  stated: string;
  stated_km: number | null;
  stated_to_km: number | null;
  basis: string;
  claims: Id[];
  /** Claims with other figures; for a count, with what images show. */
  others: Id[];
  note: string;
  known: IsoDay | null;
  remarks_known: IsoDay | null;
  /** Values that are lines on the map. */
  measures: MeasureRow[];
  /** Every computed value. */
  rows: { label: string; words: string; note: string; known: IsoDay | null }[];
}

export interface ConflictRow {
  id: Id;
  title: string;
  text: string;
  claims: Id[];
  legs: Id[];
  visits: Id[];
  sources: Id[];
}

/** What payload_json leaves out of a leg because it is empty; state/story.js puts it back. */
export type LegDefaults = Pick<
  LegRow,
  | "via"
  | "route"
  | "sequence"
  | "soft_first"
  | "soft_last"
  | "schematic"
  | "cargo"
  | "quantity"
  | "vessel"
  | "note"
  | "claims"
  | "conflicts"
  | "shapes"
  | "remarks_known"
  | "extra"
>;
export type ShortLegRow = Omit<LegRow, keyof LegDefaults> & Partial<LegDefaults>;

export interface Payload {
  format: number;
  /** First ten hex digits of a SHA-256 over the story's content. */
  version: string;
  info: InfoRow;
  places: PlaceRow[];
  legs: ShortLegRow[];
  /** By date, as they are numbered. */
  visits: VisitRow[];
  claims: ClaimRow[];
  sources: SourceRow[];
  steps: StepRow[];
  figures: FigureRow[];
  checks: CheckRow[];
  conflicts: ConflictRow[];
  corrections: { date: IsoDay; text: string }[];
  routes: { id: Id; name: string; colour: string }[];
}
