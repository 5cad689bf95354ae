/* The story as the page uses it (story.js makes it of the payload), and the state of the page. */

import type {
  CheckRow,
  ClaimRow,
  ComputedRow,
  ConflictRow,
  FigureRow,
  InfoRow,
  LegRow,
  MeasureRow,
  PlaceRow,
  ShapeRow,
  SourceRow,
  StandingRow,
  StepRow,
  VisitRow,
} from "./payload.js";

export type { Payload } from "./payload.js";

/** Days since 1970-01-01 (UTC). */
export type Day = number;
/** [latitude, longitude] in degrees. */
export type LatLng = [number, number];

/** A row with some of its fields in another form. */
type With<Row, Changes> = Omit<Row, keyof Changes> & Changes;

/** A row with the days from which it, and those of its fields that wait, may show. */
export type Dated<Row extends { known: string | null; later: object }> = With<
  Row,
  { known: Day | null; later: { [Field in keyof Row["later"]]?: Day } }
>;
/** The same for a row that has no day of its own. */
type Waiting<Row extends { later: object }> = With<
  Row,
  { later: { [Field in keyof Row["later"]]?: Day } }
>;
type Known<Row> = With<Row, { known: Day | null }>;

/* ---- the story ---- */

export type Info = Waiting<InfoRow>;
export type Place = Dated<PlaceRow> & { legs: Leg[]; visits: Visit[]; claims: Claim[] };
export type Source = With<Waiting<SourceRow>, { published: Day | null }>;
export type Standing = Known<StandingRow>;
/** The line and the stops of a leg until a day; Infinity for the leg's own. */
export type Shape = With<Omit<ShapeRow, "path">, { until: Day; latLngs: LatLng[] }>;
export type Conflict = Known<ConflictRow> & { sourceRows: Source[] };
export type Step = Dated<StepRow>;
/** The claims about a figure: those that state it, reject it and dispute it. */
export type Figure = With<
  Dated<FigureRow>,
  { stating: Claim[]; rejecting: Claim[]; disputing: Claim[] }
>;

export type Leg = With<
  Waiting<LegRow>,
  {
    index: number;
    /** null where the end is open or nobody stated it. */
    first: Day | null;
    last: Day | null;
    standings: Standing[];
    originPlace: Place;
    destinationPlace: Place;
    /** The destination; of a leg that came back, the place where it turned. */
    farPlace: Place;
    claimRows: Claim[];
    conflictRows: Conflict[];
    /** What it is called on the day that the page shows, see leg_names.js: "Razoni: Odesa → Tripoli by sea". */
    name: string;
    /** The same without the means of transport. */
    short: string;
    /** What stands before its ends in both, or "". */
    label: string;
    /** The same as they were sent: its ends with the means and without, and its label. */
    written: Pick<LegRow, "name" | "short" | "label">;
    /** The line and the stops as known on the day that the page shows: see shapeLegs. */
    latLngs: LatLng[];
    viaPlaces: Place[];
    earlier: Shape[];
  }
>;

export type Visit = With<
  Dated<VisitRow>,
  {
    first: Day | null;
    last: Day | null;
    placeRow: Place;
    sourceRows: Source[];
    conflictRows: Conflict[];
  }
>;

export type Claim = With<
  Dated<ClaimRow>,
  {
    stated: Day;
    known: Day;
    /** [from, until) */
    alone: [Day, Day][];
    observedFirst: Day | null;
    observedLast: Day | null;
    sourceRows: Source[];
    placeRows: Place[];
    conflictRows: Conflict[];
    aboutClaim: Claim | null;
    replies: Claim[];
    /** Legs that rest on it. */
    legs: Leg[];
    /** All rows of the same statement: one that answers several claims has a row for each. */
    twins: Claim[];
  }
>;

export type Check = With<
  Dated<CheckRow>,
  {
    claimRows: Claim[];
    otherRows: Claim[];
    measures: Known<MeasureRow>[];
    rows: Known<ComputedRow>[];
  }
>;

/** At least two legs that are runs along the same path, there or back, and look alike. */
export interface Bundle {
  /** Of its first leg. */
  id: string;
  legs: Leg[];
}

export interface Story {
  version: string;
  info: Info;
  window: [Day, Day];
  record: [Day, Day];
  places: Place[];
  legs: Leg[];
  visits: Visit[];
  claims: Claim[];
  sources: Source[];
  steps: Step[];
  figures: Figure[];
  checks: Check[];
  conflicts: Conflict[];
  placeById: Map<string, Place>;
  legById: Map<string, Leg>;
  /** By the ids of its legs. */
  bundleOf: Map<string, Bundle>;
  visitById: Map<string, Visit>;
  claimById: Map<string, Claim>;
  sourceById: Map<string, Source>;
  stepById: Map<string, Step>;
  checkById: Map<string, Check>;
  conflictById: Map<string, Conflict>;
  /** Legs whose line changes as their stops are named. */
  legsWithShapes: Leg[];
  /** Legs whose label waits for a later day than they do. */
  legsNamedLater: Leg[];
  /** Legs and visits of which no day is stated. */
  undatedLegs: Leg[];
  undatedVisits: Visit[];
  /** Claims that are images of a day. */
  images: Claim[];
  /** The first row of each statement. */
  statements: Claim[];
  /** Days on which a claim became public, in order. */
  publicationDays: Day[];
  /** Days from which something of this record may show, in order. */
  publicDays: Day[];
}

/* ---- the state of the page ---- */

export type Theme = "light" | "dark";
export type Tab = "visits" | "legs" | "claims";
/** The length of the timeline: the dates shown first, or everything. */
export type Domain = "window" | "record";
export type FocusKind = "leg" | "visit" | "claim" | "place" | "step";
export interface Focus {
  kind: FocusKind;
  id: string;
}

/** What a row must have to be shown; "" asks for nothing. */
export interface Filter {
  /** Words that stand in the row. */
  readonly q: string;
  readonly mode: string;
  readonly level: string;
  /** A claimant, exactly. */
  readonly by: string;
  readonly vessel: string;
  /** The id of a place. */
  readonly at: string;
}

/** What a link says of flows: texts as it has them, "" for what it does not say. */
export interface FlowChoice {
  /** "origin,destination": ids of places. */
  readonly flow: string;
  readonly cargo: string;
  readonly where: string;
  readonly top: string;
  /** "window": widths are of the dates shown. */
  readonly scale: string;
}

export interface State {
  /** The dates shown, both inclusive. */
  from: Day;
  to: Day;
  /** As known on this day; null: without a limit. */
  known: Day | null;
  /** Are legs and visits shown whose dates are not stated? */
  undated: boolean;
  filter: Filter;
  /** What the width of lines says: see widths/scale.js. */
  width: string;
  flows: FlowChoice;
  /** The name under which a server of several stories has this one; "" for its default. */
  served: string;
  domain: Domain;
  focus: Focus | null;
  tab: Tab;
  /** The bundle whose runs the legs tab lists, by its id, or a list of legs (see listId); null: all legs. */
  runs: string | null;
  /** What the pointer is on. */
  hover: Focus | null;
  playing: "dates" | "known" | null;
  /** False while a handle is held or a playback runs. */
  settled: boolean;
  theme: Theme;
}

/** Rows of one kind: inside the dates shown, outside them, not yet public, and not fitting the filter. */
export interface Parts<Row> {
  inside: Row[];
  outside: Row[];
  unreported: Row[];
  filtered: Row[];
}

export interface Selection {
  legs: Parts<Leg>;
  visits: Parts<Visit>;
  images: Parts<Claim>;
  claims: Parts<Claim>;
}

/** Hears the state as it is announced, and as it was before; null the first time. */
export type Subscriber = (state: State, previous: State | null) => void;

export interface Store {
  /** The state as it was last set; it may not have been announced yet. */
  get(): State;
  /** What the dates and the day that were last announced select. */
  selection(): Selection;
  /** Hear the state now, and after every change; returns a function that ends it. */
  subscribe(subscriber: Subscriber): () => void;
  /**
   * As subscribe, for what is not part of the map's picture: a change of nothing but the dates is heard
   * once the map with the new dates is on the screen, several of them as one.
   */
  subscribeLater(subscriber: Subscriber): void;
  /** Change some of it; announced before the next picture. */
  set(patch: Partial<State>): void;
  /** Announce now instead. */
  flush(): void;
}

/* ---- the link ---- */

export interface MapPosition {
  lat: number;
  lon: number;
  zoom: number;
  /** Width and height in px of the map that was looked at so: a map of another size shows at least as much. */
  size?: [number, number];
}
/** An embedded page, and the parts of it that are left out. */
export interface Embed {
  hidden: string[];
}
/** What a link says beside the state. */
export interface LinkExtras {
  theme?: Theme | null;
  embed?: Embed | null;
}

/** Linear from zero, in one unit. */
export interface WidthScale {
  unit: string;
  largest: number;
  /** By leg's id, in the unit. */
  quantities: Map<string, number>;
  /** Legs. */
  inOtherUnits: number;
  without: number;
}
