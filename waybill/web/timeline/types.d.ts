/* What the parts of the timeline hand to each other. Pixels are CSS pixels; x runs from the left end of
   the axis. */

import type { Child } from "../core/dom.js";
import type { TextMeasure } from "../core/measure.js";
import type {
  Claim,
  Day,
  Domain,
  Filter,
  Focus,
  FocusKind,
  Leg,
  State,
  Visit,
} from "../state/types.js";

/* ---- the axis ---- */

/** Days lo … hi, both inclusive, on `width` pixels. They may be fractions while the axis moves. */
export interface Scale {
  lo: Day;
  hi: Day;
  width: number;
  /** Pixels that stay free at both ends. */
  pad: number;
  /** Pixels of a day. */
  k: number;
  /** Where a day begins; it ends at x(day + 1). */
  x(day: Day): number;
  day(px: number): number;
}

export interface TickLabel {
  day: Day;
  text: string;
  strong: boolean;
  /** The label stands right of its line, not centred on its day. */
  start: boolean;
}

export interface Ticks {
  labels: TickLabel[];
  /** Days with a grid line. */
  minor: Day[];
  major: Day[];
}

/** What other parts of the page may add to the timeline. */
export interface TimelineGuests {
  /** Hear the axis now and whenever it moves. */
  onScale(hear: (scale: Scale) => void): void;
  /** Put a picture of days above the lanes. */
  lane(el: HTMLElement, name: string): void;
}

/* ---- the lanes ---- */

export type Row = Leg | Visit | Claim;

/** A row and the days that it stands for, both inclusive. */
export interface Item<R extends Row = Row> {
  row: R;
  first: Day;
  last: Day;
}

/** What the lanes are built for. */
export interface Env {
  scale: Scale;
  /** First and last day of the axis, and of everything. */
  lo: Day;
  hi: Day;
  full: [Day, Day];
  known: Day | null;
  /** Does a row fit the filter? null where there is none. */
  fits: ((row: Row) => boolean) | null;
  /** Days at which the handles' lines stand, and their pixels: names do not run across them where that
      can be helped. */
  days: Day[];
  edges: number[];
  measure: TextMeasure;
  /** One column, for fingers. */
  narrow: boolean;
  /** Claims stand in three rows. */
  apart: boolean;
  /** The axis is the whole record. */
  whole: boolean;
}

/** Something that stands on the axis. */
export interface Placed {
  el: HTMLElement | SVGElement;
  place(scale: Scale): void;
}

/** A button for one row, or for several that would cover each other. */
export interface Mark extends Placed {
  el: HTMLElement;
  kind: FocusKind;
  rows: Row[];
  first: Day;
  last: Day;
  /** The days of each row. */
  days: [Day | null, Day | null][];
  /** Does any row touch the dates shown? */
  isInside: boolean;
  /** For the hint. */
  tip(): Child;
  /** Of a mark of several that cover each other: what each is called. */
  names?(): string[];
}

/** A mark at a day, in a row of its lane. */
export interface PointMark extends Mark {
  /** Its middle, in days. */
  at: number;
  /** Pixels that it has stepped aside. */
  dx: number;
  /** Row of the lane, from 0, and its top in pixels. */
  row: number;
  y: number;
}

/** What a lane holds once it is built. */
export interface Built {
  marks: Mark[];
  /** Drawn behind the marks. */
  extras: Placed[];
  height: number;
  /** Words over a lane that only counts. */
  words?: string;
}

/** What is in a lane, and how it is spoken of. */
export interface LaneKind<R extends Row = Row> {
  id: "legs" | "visits" | "images" | "claims";
  name: string;
  /** Names of its three rows, where claims stand apart. */
  rowNames?: string[];
  one: string;
  many: string;
  /** "the first … on 7 Sept" */
  verb: string;
  /** More rows than this on the axis are only counted. */
  max: number;
  focus: FocusKind;
  items: Item<R>[];
  /** Are there rows of which no day is stated? They are not among the items. */
  undated?: boolean;
  isPublic(row: R, known: Day | null): boolean;
  /** The class that a row is counted under. */
  layerOf(row: R): string;
  build(items: Item<R>[], env: Env): Built;
}

export interface Lane {
  el: HTMLElement;
  marks: Mark[];
  build(env: Env): void;
  place(scale: Scale): void;
  /** Pale what is outside the dates shown. */
  light(from: Day, to: Day): void;
  /** Light up what is dated on the day that a playback has reached; null: nothing plays. */
  mark(day: Day | null): void;
  /** Veil what lies outside pixels a … b of `width`, where that is not shown mark by mark. */
  veil(a: number, b: number, width: number): void;
}

export interface Lanes {
  build(env: Env): void;
  place(scale: Scale): void;
  light(from: Day, to: Day): void;
  mark(day: Day | null): void;
  veil(a: number, b: number, width: number): void;
  /** Mark what the pointer is on and what is in focus. */
  hot(state: Pick<State, "hover" | "focus">): void;
}

/* ---- the handles ---- */

export type HandleName = "from" | "to" | "known";

export interface HandlePart {
  input: HTMLInputElement;
  flag: HTMLElement;
  line: HTMLElement;
}

/** Where the handles stand, in pixels of the timeline's body. */
export interface HandlePlaces {
  from: number;
  to: number;
  known: number;
  /** Left sides of the flags, and their width. */
  flagFrom: number;
  flagTo: number;
  flagWidth: number;
  /** What the two flags say. */
  words: string[];
}

export interface Handles {
  place(state: State, total: number): void;
  draw(state: State, total: number): void;
  set(state: State): void;
  places: HandlePlaces;
  isHeld(): boolean;
}

/** What the handles ask of the axis. */
export interface Axis {
  scale(): Scale;
  /** Where its pixel 0 lies in the timeline's body. */
  left(): number;
  /** First and last day. */
  days(): [Day, Day];
}

/** What the marks were built for. */
export interface Stage {
  domain: Domain;
  bucket: number;
  filter: Filter;
  target: Scale;
}

/* ---- playback ---- */

/** Something dated: its words, and the row that they are about. */
export interface DayEvent {
  words: string;
  focus: Focus;
}

/** What a playback tells, in the row below the map. */
export interface Ticker {
  /** The day reached and what happened on it; on a day without anything the last stays, paler. */
  show(day: Day, words: string): void;
  hide(): void;
}

/** What both playbacks share. */
export interface Playback {
  ticker: Ticker;
  speedControl: HTMLSelectElement;
  /** Times the usual speed. */
  speed(): number;
}
