/* What the parts of the map hand to one another. Pixels are CSS pixels; "world pixels" count from the
   north-west corner of the Web Mercator square at a scale, "unit square" is that square from 0 to 1. */

import type { Map as LeafletMap } from "leaflet";
import type { Child } from "../core/dom.js";
import type { Level, Mode } from "../core/modes.js";
import type { Palette } from "../core/theme.js";
import type { App } from "../parts/app.js";
import type {
  Claim,
  Check,
  Focus,
  Leg,
  Place,
  State,
  Store,
  Story,
  Visit,
} from "../state/types.js";
import type { CanvasLayer } from "./canvas/layer.js";

/* ---- geometry ---- */

export interface Point {
  x: number;
  y: number;
}
/** Left, top, width and height. */
export interface Box extends Point {
  w: number;
  h: number;
}
/** [left, top, right, bottom], in world pixels or in the unit square. */
export type Edges = [number, number, number, number];

/** The part of the world that a canvas shows: world pixel minus (left, top) = pixel on the canvas. */
export interface Frame {
  zoom: number;
  /** World pixels of the unit square's side. */
  scale: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A path in world pixels, thinned. */
export interface PixelPath {
  /** x, y, x, y, … */
  xy: Float64Array;
  /** The length of the path up to each point. */
  at: Float64Array;
  total: number;
  box: Edges;
  scale: number;
}
/** A part of a path inside a box, between two lengths. */
export interface Run {
  from: number;
  to: number;
  /** x, y, x, y, … in world pixels. */
  points: ArrayLike<number>;
}
/** The stretch of a schematic path between two of its places, in lengths along it. */
export interface Hop {
  from: number;
  to: number;
}
/** A point of a path, the direction of travel there in radians, and how sharply it turns. */
export interface Heading extends Point {
  angle: number;
  turn: number;
}
/** Pixels that a part of the page covers; `key` names it for labels that may lie on it. */
export interface Obstacle extends Box {
  key?: string;
  /** Needs more distance than a mark. */
  hard?: boolean;
}

/* ---- the base map ---- */

export interface Ring {
  /** Numbers of arcs; ~n is arc n backwards. */
  arcs: number[];
  box: Edges;
}
/** The base map in the unit square; lists of numbers are arcs. */
export interface BaseMap {
  arcs: Float64Array[];
  boxes: Edges[];
  countries: { name: string; rings: Ring[] }[];
  lakes: Ring[];
  /** Arcs of one country, and of two. */
  coast: number[];
  shared: number[];
  borders: number[];
  disputed: number[];
  rivers: number[];
  /** Kept by basemap/draw.js: thinned arcs by zoom level, and how much each point matters. */
  thinned: Map<number, Float64Array[]>;
  weights: Float64Array[] | null;
}

/** Names of the base map: name, latitude, longitude, the zoom from which it may stand. */
export interface Names {
  countries?: [string, number, number, number, number?][];
  cities?: [string, number, number, number][];
  seas?: [string, number, number, number][];
}

/* ---- lines ---- */

/** How a leg looks now. */
export interface Look {
  level: Level;
  alpha: number;
  /** Pointed at or chosen. */
  hot: boolean;
  /** Inside the dates. */
  inside: boolean;
  /** px where the width says the leg's quantity; null: it has none in the unit; undefined: all alike. */
  width?: number | null;
}
/** A leg as lines/style.js draws it. */
export interface LineItem {
  mode: Mode;
  level: Level;
  alpha: number;
  hot: boolean;
  /** 1, or less in the inset. */
  size: number;
  path: PixelPath;
  runs: Run[];
  /** Of a dotted line; each has an arrow of its own. */
  hops: Hop[];
  arrows: Heading[];
  /** As in Look. */
  width?: number | null;
}

/* ---- marks and labels ---- */

/** Which places are named first: see labels/importance.js. */
export interface Importance {
  /** Ends of legs and what is in focus, the most important first. */
  places: Place[];
  /** In focus. */
  chosen: Set<Place>;
  /** From 0, the most important, to 1. */
  rank: (place: Place) => number;
}

/** Where a leg's badge stands, in world pixels, and how far along the leg. */
export interface BadgeSpot extends Point {
  length: number;
  /** px around it that arrows keep clear of, where it is wider than others. */
  reach?: number;
}
/** A place that carries a mark of the legs. */
export interface NodePlace {
  place: Place;
  /** Only named, never a port or a station. */
  ring: boolean;
  alpha: number;
  /** The legs in view that it stands on. */
  legs: Leg[];
  /** All places at its spot, itself first. */
  places: Place[];
}
/** Visits that share a pill, in pixels of the map's box. */
export interface VisitGroup extends Point {
  place: Place;
  places: Place[];
  visits: Visit[];
  /** Those inside the dates. */
  active: Visit[];
  words: string;
  wide: number;
  dx: number;
  dy: number;
}

/** A mark of the map. marks/marks.js makes an element of it. */
export interface Mark {
  key: string;
  lat: number;
  lon: number;
  /** Pixels from the point. */
  dx?: number;
  dy?: number;
  className: string;
  alpha: number;
}
/** A mark that is a button. */
export interface ButtonMark extends Mark {
  /** Its height in px, and its width where `wide` does not say more. */
  box: number;
  wide?: number;
  label: string;
  /** What its content depends on. */
  signature?: string;
  /** Not one of the buttons for the keyboard and screen readers. */
  quiet?: boolean;
  /** Where it can be hit: the inset of a box around its middle (marks/targets.js). */
  target?: string;
  content(): Child[];
  press(): void;
  hover: Focus;
  /** Ids of the legs that it stands for, if not the one in `hover`. */
  legs?: string[];
  tip(): Child[];
}
export interface ImageMark extends ButtonMark {
  claim: Claim;
  isOutside: boolean;
}

export type LabelKind =
  "node" | "named" | "leg" | "visit" | "town" | "city" | "country" | "sea" | "image" | "measure";

/** A label that would like to stand at a point of a frame. */
export interface Label extends Point {
  key: string;
  text: string;
  /** In a lighter type after the text, and below it. */
  beside?: string;
  small?: string;
  kind: LabelKind;
  /** 1 comes first. */
  priority: number;
  /** Of what it names, in px. */
  radius?: number;
  /** Names an area: centred on the point. */
  area?: boolean;
  /** A number that stands above its point. */
  above?: { dx: number; dy: number; wide: number };
  /** Positions allowed: indexes, see labels/place.js. */
  sides?: number[];
  /** Keys of obstacles that it belongs to. */
  own?: string[];
  /** Of these labels one at most. */
  once?: string;
  hasDot?: boolean;
  /** Cells with a route that it may cover. */
  mostHits?: number;
  quiet?: boolean;
  place?: Place;
  lat?: number;
  lon?: number;
  /** A place on a leg that gets a dot, in the leg's colour. */
  town?: { mode: Mode; alpha: number };
}
export type PlacedLabel = Label & { box: Box };
/** A town that found room for its name. */
export interface Town {
  place: Place;
  mode: Mode;
  alpha: number;
}

/* ---- what floats over the map ---- */

export interface FloatingBox extends Obstacle {
  element: Element;
  /** The bar of "as known on", over the map's top edge. */
  isBar?: boolean;
  /** The frame on the map of what the inset enlarges. */
  isInsetFrame?: boolean;
}

/* ---- the scene ---- */

/** What the map is drawn with now. map.js and the parts it names set it. */
export interface Scene {
  palette: Palette;
  base: BaseMap | null;
  names: Names | null;
  /** Lower-case name of a city → the zoom from which the base map names it. */
  cityRank: Map<string, number>;
  /** Whose measuring lines are shown. */
  check: Check | null;
  /** What other parts draw over the lines, and name. */
  more: ((context: CanvasRenderingContext2D, frame: Frame) => unknown)[];
  moreNames: (frame: Frame) => Label[];
  /** What was chosen a moment ago. */
  pinged: Focus | null;
  /** Has the first view been drawn? Before that nothing flies. */
  isDrawn: boolean;
}

/** Where a leg runs, for whoever asks: its projected path on a scale. */
export interface Paths {
  /** By a leg's index: paths in the unit square, and their boxes. */
  units: Float64Array[];
  boxes: Edges[];
  /** In its lane on a scale; kept until another scale is asked for. */
  get(leg: Leg, scale: number): PixelPath;
  /** The same, made anew. */
  make(leg: Leg, scale: number): PixelPath;
  /** Take up the line that a leg has on another known-on day; false when it has not changed. */
  refresh(leg: Leg): boolean;
}

/* ---- the parts ---- */

export interface Floats {
  boxes(): FloatingBox[];
  /** The open card, where it floats over the map. */
  cardBox(): FloatingBox | null;
  /** Measure anew when next asked. */
  forget(): void;
  /** One more box, that is no child of the map's box: the frame of what the inset enlarges. */
  watch(box: () => FloatingBox | null): void;
}

/** What the pointer is on. */
export interface Pointing {
  /** The pointer is on a mark or a leg of the map (null: no longer). */
  set(target: Focus | null): void;
  /** Places that the panel, the timeline or a choice just made points at. */
  places(): Place[];
}

/** What every part of the map is given. */
export interface Stage {
  app: App;
  map: LeafletMap;
  story: Story;
  store: Store;
  scene: Scene;
  floats: Floats;
  pointing: Pointing;
}

/** The legs on the map. */
export interface Lines {
  layer: CanvasLayer;
  paths: Paths;
  /** Choose between the full and the plain style, for the map as it stands. */
  decide(): void;
  /** Too much in view for marks, badges and the full style of lines. */
  isPlain(): boolean;
  /** The legs in view whose ends are marked and named: those that are public; none in the plain style. */
  marked(): Leg[];
  /** The legs that a badge may stand on: those, or in the plain style one of each bundle with many runs. */
  badged(): Leg[];
  /**
   * Bring the picture up to the state. Returns the legs that came into the dates or left them; null when
   * any leg may look different.
   */
  update(state: State): Leg[] | null;
  /** Draw anew. */
  redraw(): void;
  /** Draw on another canvas. */
  paint(context: CanvasRenderingContext2D, frame: Frame): void;
  /** The leg nearest to a point of the map's box, within reach; legs inside the dates first. */
  legAt(point: Point): Leg | null;
  /** How a leg looks now; null when it is not drawn. */
  look(leg: Leg): Look | null;
  /** The same, also of a leg that the plain style does not draw; null when it is not public. */
  publicLook(leg: Leg): Look | null;
  /** Ids of the legs drawn stronger. */
  hotLegs(): Set<string>;
  /** Ids of the legs inside the dates, as last drawn. */
  drawnLegs(): string[];
}

/** Where the badges of the legs stand. */
export interface Badges {
  /** By a leg's id; the first one is the leg's button. */
  spots(): Map<string, BadgeSpot[]>;
  /** Look for places anew when next asked. */
  forget(): void;
}

/** The box that enlarges legs too short to be seen. */
export interface Inset {
  /** Is there something to enlarge? Before the marks are laid out. */
  decide(): void;
  /** Choose where the box stands, off the marks. */
  place(marks: readonly Obstacle[]): void;
  draw(): void;
  /** Draw it on another canvas, and where that stands on the map; nothing while there is none. */
  paint(layer: (box: Box, draw: (context: CanvasRenderingContext2D) => void) => void): void;
  drawLeader(): void;
  hideLeader(): void;
  /** Is a place left to the inset? */
  hides(place: { lat: number; lon: number }): boolean;
  /** Names for what it holds, beside its frame. */
  frameLabels(frame: Frame): Label[];
  /** Its frame on the map. */
  frameBox(): FloatingBox | null;
}

/** The marks on the map. */
export interface Marks {
  /** Lay them out for the map and the state as they are. */
  sync(): void;
  /** Where they stand, bring up to the state those of legs that came into the dates or left them. */
  follow(legs: readonly Leg[]): void;
  /** Show what the pointer or the focus is on. */
  point(): void;
  /** What labels keep clear of. */
  boxes(): Obstacle[];
  /** As last laid out. */
  nodes(): Map<Place, NodePlace>;
  visits(): VisitGroup[];
  images(): ImageMark[];
  /** Places of legs that are marked and not left to the inset. */
  shownPlaces(): Place[];
  /** Ids of all places with a mark. */
  placesShown(): string[];
}

/** What the labels of the map are made of. */
export interface LabelSources {
  lines: Lines;
  marks: Marks;
  inset: Inset;
}
