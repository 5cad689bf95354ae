/* The story as it comes from Python. Written by tools/build_payload_types.py from
   waybill/payload/schema.py; do not edit. */

/** West, south, east, north, in degrees. */
export type Bounds = [number, number, number, number];

/** The story as a whole. */
export interface InfoRow {
  id: string;
  title: string;
  standfirst: string;
  language: string;
  licence: string;
  /** first and last of the dates shown first */
  window: [string, string];
  /** whose window that is */
  window_label: string;
  /** first and last day of the whole axis */
  record: [string, string];
  bounds: Bounds;
  /** whether it has shipments, which come as a cube of their own */
  shipments: boolean;
  later: Partial<Record<"standfirst" | "window_label", string>>;
}

/** A place. */
export interface PlaceRow {
  id: string;
  name: string;
  lat: number;
  lon: number;
  aliases: string[];
  country: string | null;
  kind: string | null;
  /** how uncertain the position is */
  radius_km: number | null;
  position_source: string;
  note: string;
  /** cells of columns that Waybill does not know, by column */
  extra: Record<string, string>;
  known: string | null;
  later: Partial<Record<"note" | "extra", string>>;
}

/** How a leg is known from a day on. */
export interface StandingRow {
  /** from this day on; null: from the beginning */
  known: string | null;
  level: "observed" | "inferred" | "asserted" | "unpublished" | "unsourced";
  words: string;
  /** ids of the claims that corroborate an end of the leg */
  witnesses: string[];
}

/** How a leg was drawn before all its stops had been named. */
export interface ShapeRow {
  /** the first day on which the next shape takes its place */
  until: string;
  via: string[];
  path: number[];
}

/** A leg. Its standings say from which day on it may be named. */
export interface LegRow {
  id: string;
  /** "Rajin → Dunay by sea" */
  name: string;
  /** "Rajin → Dunay" */
  short: string;
  /** what it is called beside its ends: its name, or its vessel */
  label: string;
  origin: string;
  destination: string;
  /** the place where it turned, if it ended where it began */
  turn: string | null;
  via: string[];
  /** its route and place in it, in words */
  route: string;
  mode: "sea" | "rail" | "road" | "air" | "unknown";
  /** of the line drawn */
  path_basis: "observed" | "inferred" | "unknown";
  /** null where it is open or nobody stated it; so is the last day */
  first: string | null;
  last: string | null;
  /** whether nobody stated the exact day */
  soft_first: boolean;
  soft_last: boolean;
  /** whether it had no beginning: it was so before the record */
  open_first: boolean;
  /** whether it goes on */
  open_last: boolean;
  when: string;
  /** [lat, lon, dlat, dlon, …] in 1e-4 degrees; sent empty where it goes straight from place to place */
  path: number[];
  /** drawn as bows between its places: no route was published */
  schematic: boolean;
  /** what the line rests on where Waybill chose it; else empty */
  course: string;
  cargo: string;
  /** in words, with its qualifier and unit */
  quantity: string;
  /** its number; it may show when its words may */
  amount: number | null;
  /** of the amount, as written */
  unit: string;
  vessel: string;
  note: string;
  /** ids of the claims that assert it */
  claims: string[];
  conflicts: string[];
  /** how long it is, in words, and what was measured */
  length: string;
  standings: StandingRow[];
  /** oldest first */
  shapes: ShapeRow[];
  extra: Record<string, string>;
  later: Partial<Record<"cargo" | "quantity" | "vessel" | "note" | "extra" | "label", string>>;
}

/** A visit. */
export interface VisitRow {
  id: string;
  /** by date, from 1 */
  number: number;
  visitors: string[];
  hosts: string[];
  place: string;
  first: string | null;
  last: string | null;
  /** whether it goes on */
  open_last: boolean;
  when: string;
  /** stops with the same are one journey */
  trip: string | null;
  purpose: string;
  outcome: string;
  quote: string;
  quote_by: string;
  sources: string[];
  note: string;
  conflicts: string[];
  extra: Record<string, string>;
  known: string | null;
  later: Partial<Record<"outcome" | "quote" | "quote_by" | "note" | "extra", string>>;
}

/** A claim. */
export interface ClaimRow {
  id: string;
  statement: string;
  claimant: string;
  /** the claimant without what stands in brackets behind the name, if that differs */
  party: string;
  stated: string;
  stated_words: string;
  /** the last day that its date can mean */
  known: string;
  /** its place among all claims in order of publication, from 0 */
  order: number;
  stance: "asserts" | "corroborates" | "disputes" | "denies";
  /** whether it speaks against what it answers */
  against: boolean;
  /** the claim that it answers */
  about: string | null;
  /** the first row of the same statement, if that is another: it may answer several claims */
  statement_id: string;
  /** [from, until): days on which it stands by itself, for what it answers is not out */
  alone: [string, string][];
  /** what the claimant did */
  verb: string;
  /** another one where what it answers may not be named */
  verb_alone: string;
  /** another one below a claim that was made later */
  verb_before: string;
  kind: "statement" | "image" | "report";
  observed_first: string | null;
  observed_last: string | null;
  observed_words: string;
  places: string[];
  /** the letter of the Admiralty code, and its meaning */
  reliability: [string, string] | null;
  /** the number of the Admiralty code, and its meaning */
  credibility: [string, string] | null;
  quote: string;
  sources: string[];
  verified: boolean | null;
  limits: string;
  note: string;
  conflicts: string[];
  extra: Record<string, string>;
  later: Partial<Record<"credibility" | "quote" | "note" | "extra", string>>;
}

/** A source. At a row that cites it, it stands from that row's day and its own on. */
export interface SourceRow {
  id: string;
  publisher: string;
  title: string;
  published: string | null;
  published_words: string;
  url: string;
  archived_url: string;
  language: string;
  note: string;
  later: Partial<Record<"note", string>>;
}

/** A step of the guided reading. */
export interface StepRow {
  id: string;
  title: string;
  text: string;
  legs: string[];
  places: string[];
  /** ids of checks that are lines on the map */
  checks: string[];
  window: [string, string] | null;
  bounds: Bounds | null;
  known: string | null;
  later: Partial<Record<"text", string>>;
}

/** A key figure, and who speaks of it; each list in order of publication. */
export interface FigureRow {
  label: string;
  value: string;
  unit: string;
  basis: string;
  /** id of what it is compared with */
  check: string | null;
  /** ids of the claims that state it */
  stating: string[];
  rejecting: string[];
  disputing: string[];
  known: string | null;
  later: Partial<Record<"check", string>>;
}

/** A measured distance that is a line on the map. */
export interface MeasureRow {
  label: string;
  km: number;
  lat: number;
  lon: number;
  known: string | null;
}

/** A computed value in words. */
export interface ComputedRow {
  label: string;
  words: string;
  note: string;
  known: string | null;
}

/** A stated figure beside computed ones. */
export interface CheckRow {
  id: string;
  label: string;
  kind: "distance" | "length" | "pace" | "count";
  /** the place that a distance is measured from */
  origin: string | null;
  leg: string | null;
  stated: string;
  stated_km: number | null;
  basis: string;
  /** ids of the claims that state the figure */
  claims: string[];
  /** claims with other figures; for a count, with what images show */
  others: string[];
  note: string;
  measures: MeasureRow[];
  /** every computed value */
  rows: ComputedRow[];
  known: string | null;
  later: Partial<Record<"note", string>>;
}

/** A note on where sources differ. */
export interface ConflictRow {
  id: string;
  title: string;
  text: string;
  sources: string[];
  known: string | null;
}

/** Empty values by kind of row, each with the name of its field. */
export interface Defaults {
  places: Record<string, unknown>;
  legs: Record<string, unknown>;
  standings: Record<string, unknown>;
  visits: Record<string, unknown>;
  claims: Record<string, unknown>;
  sources: Record<string, unknown>;
  steps: Record<string, unknown>;
  figures: Record<string, unknown>;
  checks: Record<string, unknown>;
  conflicts: Record<string, unknown>;
}

/** A whole story. */
export interface Payload {
  /** first ten hex digits of a SHA-256 over the story's content */
  version: string;
  info: InfoRow;
  /** what is left out of the rows below because it is empty */
  defaults: Defaults;
  /** every day from which something may show, in order */
  days: string[];
  places: Partial<PlaceRow>[];
  legs: Partial<LegRow>[];
  /** by date, as they are numbered */
  visits: Partial<VisitRow>[];
  claims: Partial<ClaimRow>[];
  sources: Partial<SourceRow>[];
  steps: Partial<StepRow>[];
  figures: Partial<FigureRow>[];
  checks: Partial<CheckRow>[];
  conflicts: Partial<ConflictRow>[];
}
