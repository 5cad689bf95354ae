/* What every part is given. mount.js makes it, and nothing is added to it later. */

import type { Map as LeafletMap, MapOptions } from "leaflet";
import type { TextMeasure } from "../core/measure.js";
import type { Tooltip } from "../core/tooltip.js";
import type { Host } from "../host/index.js";
import type { Frame } from "../map/types.js";
import type { Focus, LinkExtras, MapPosition, Store, Story } from "../state/types.js";

/** Where each part of the page goes. */
export interface Slots {
  notices: HTMLElement;
  head: HTMLElement;
  chips: HTMLElement;
  actions: HTMLElement;
  filter: HTMLElement;
  known: HTMLElement;
  mapbox: HTMLElement;
  legend: HTMLElement;
  /** Of a story with shipments: what is said and listed of flows. */
  flows: HTMLElement;
  timeline: HTMLElement;
  panel: HTMLElement;
  foot: HTMLElement;
  tip: HTMLElement;
}

/** What whoever serves the page says of it. */
export interface Options {
  assets: {
    /** URLs of the story (in the app), the base map and its names. */
    story?: string;
    basemap?: unknown;
    labels?: unknown;
    /** The full base map, fetched beyond a zoom at which the light one no longer does. */
    basemapDetail?: { asset: unknown; zoom: number };
    /** URL of the picture that a shared link shows. */
    card?: string;
    /** Of a story with shipments: URLs of the script that draws flows, of the cube, of rows, and of
     * exact days. */
    flows?: { script: string; cube: string; rows?: string; split?: string; edges?: string };
    /** URL of the script of the share dialog. */
    share?: string;
    /** URL of the script that makes pictures to take along. */
    pictures?: string;
    fonts?: { url: string; style: string }[];
    /** A tile layer over the base map; off by default. */
    tiles?: { url: string; attribution?: string };
  };
  /** The story is a visitor's own and has no address: nothing can be shared. */
  preview?: string;
  /** The name under which a server of several stories has this one. */
  served?: string;
  /** A view as a query string, as another page of the app has left it: opened on where the address names none. */
  view?: string;
  /** Where links to the page begin. */
  public_url?: string;
  /** Who may embed the page, as sources of a Content-Security-Policy; unknown for a file host. */
  frame_ancestors?: string[];
  /** Origins that may send messages. */
  embed_origins?: string[];
}

export interface EditionOptions extends Options {
  /** The map's own. */
  leaflet: MapOptions;
  /** The service worker's file; null for none. */
  worker: string | null;
}

/** What the map offers to the other parts. */
export interface MapView {
  /** Ids of the legs now drawn; cheap enough for every frame. */
  drawnLegs(): string[];
  placesShown(): string[];
  view(): MapPosition;
  setView(lat: number, lon: number, zoom: number): void;
  /** Draws the map as it stands elsewhere. */
  painter: MapPainter;
  /** Stand where a link says. */
  open(view: MapPosition): void;
  /** Show the measuring lines of a check, or none. */
  showCheck(id: string | null): void;
  /** Look at a focus again, or at the whole story. */
  showFocus(focus: Focus | null): void;
  /** The reader has switched app.layers. */
  layersChanged(): void;
  /** A canvas of its own in a pane of the map, drawn anew as the map moves; `seen` hears what was drawn
      there. It is in pictures of the map, too. */
  addCanvas<Drawn>(
    pane: string,
    draw: (context: CanvasRenderingContext2D, frame: Frame, isForPicture: boolean) => Drawn,
    seen: (drawn: Drawn) => void,
  ): CanvasHandle;
  /** Names that find room after those of the story and before those of the base map. */
  addNames(labels: (frame: Frame) => Label[]): void;
  /** The other parts of the page stand now. */
  partsArrived(): void;
}

/** What a picture to take along and a sheet of paper explain of flows: sentences, and samples of the legend. */
export interface FlowNotes {
  /** Without a picture, the sentence that says why there is none. */
  sentences(): string[];
  /** The legend as it stands on the page, and the list with all that is drawn; null where there is no picture. */
  forPaper(): { legend: HTMLElement | null; list: HTMLElement | null };
  entries(): {
    kind: "width" | "ring" | "head";
    words: string;
    px: number;
    opacity: number;
    colour: string;
  }[];
}
export interface CanvasHandle {
  redraw(): void;
  /** How far the map's box begins inside the canvas, in px. */
  offset(): { x: number; y: number };
}

/** Draws on a canvas, or on what writes SVG in its place. */
export type Draw = (context: CanvasRenderingContext2D) => void;
export interface MapPainter {
  /** Base map, lines and circles, on layers of that size in px around the map's middle. */
  ground(size: { width: number; height: number }, layer: (alpha: number, draw: Draw) => void): void;
  /** The inset, if there is one: a layer of its own at a place of the map's box. */
  inset(layer: (box: { x: number; y: number; w: number; h: number }, draw: Draw) => void): void;
}

/** What the map shows beside the lines. */
export interface Layers {
  visits: boolean;
  images: boolean;
  labels: boolean;
}

export interface App {
  story: Story;
  store: Store;
  /** The element that holds all of the front end. */
  root: HTMLElement;
  slots: Slots;
  /** Leaflet's; null for a page without a map. */
  map: LeafletMap | null;
  host: Host;
  options: Options;
  /** The position of the map that the page was opened with. */
  initialView: MapPosition | null;
  tip: Tooltip;
  measure: TextMeasure;
  /** Say something to screen readers; of several texts in a row only the last is said. */
  announce(text: string): void;
  /** The view as a query string; `other` replaces what the page itself was opened with. */
  link(other?: LinkExtras): string;
  /** Call `hear` whenever the address has followed the reader. */
  onSettled(hear: (query: string) => void): void;
  /** From now on the address follows the reader. */
  followAddress(): void;

  /* These four change. */
  /** Switched by the reader; then mapView.layersChanged() is called. */
  layers: Layers;
  /** The map, once it is drawn; null where it could not be. */
  /** In a story with shipments, once they are drawn. */
  flows?: FlowNotes;
  mapView: MapView | null;
  /** The rows of the lists as they belong on paper; null before there is a panel. */
  paperLists: (() => HTMLElement) | null;
  /** Has the whole page been seen? */
  ready: boolean;
}
