/* What the front end asks of the place where it stands. Two answer: streamlit.js (a frame in
   Streamlit's page) and document.js (a page of its own: the reader edition). */

import type { Focus, Theme } from "../state/types.js";

export interface Host {
  /** The window whose address the reader sees, whose size the reader sets, and whose parent may embed us. */
  outerWindow(): Window;

  /** The query string of the page that the reader is on, with its "?". */
  search(): string;
  /** Replace the query string. Parameters whose names are not `ours` are kept. */
  replaceSearch(query: string, ours: readonly string[]): void;
  /** The same in a new entry of the history: Back returns from it. Inside another page as replaceSearch. */
  pushSearch(query: string, ours: readonly string[]): void;
  /** The view that the entry of the history stands for that the reader is on, if none is noted yet. */
  noteEntry(query: string): void;
  /** The reader went back or forward to such an entry. */
  onBack(hear: (query: string) => void): void;
  /** Where a link to a view begins: an address without a query. `configured`: the public address that
      whoever runs the server has set, if any. */
  address(configured: string | undefined, focus: Focus | null): string;

  /** The view that this tab last had of a story, for an address that names none: a query string or null. */
  recall(storyId: string): string | null;
  remember(storyId: string, query: string): void;

  /** A link to another page, such as "method". `query` is asked when the link is used, so that it is
      the view of that moment; `hash` is an id on that page. */
  pageLink(name: string, text: string, to?: { query?: () => string; hash?: string }): HTMLElement;

  /** A file of data: an address to fetch, or the parsed object itself. */
  loadAsset(asset: unknown): Promise<any>;

  /** What the reader can see of this document now, in its own pixels. */
  visibleBox(): { top: number; height: number };

  /** Height of the reader's window, and how far from its top this document begins when nothing is
      scrolled. In px. */
  screen(): { height: number; above: number };
  /** Whenever that window changes its size. */
  onScreen(hear: () => void): void;

  /** The theme of the surrounding page now … */
  theme(): Theme;
  /** … and whenever it changes. */
  onTheme(hear: (theme: Theme) => void): void;

  /** Before the page is built: give the surrounding page our few rules, and the frame its name. */
  begin(title: string): void;
  /** The frame is as tall as the page in it, from now on. */
  followHeight(root: HTMLElement): void;
  /** The frame is so high while it is printed, in px; null: as before. */
  setPrintHeight(height: number | null): void;
  /** While it is printed these rows follow on the sheets after it, and not inside a frame, which would be
      cut wherever a sheet ends; null: no longer. */
  printLists(lists: HTMLElement | null): void;
  /** The page has been seen: take away what stood in for it. */
  opened(): void;
  /** Tell Python the view (only when a handle is let go, not while it moves). */
  report(query: string): void;
}
