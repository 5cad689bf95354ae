/* Fits the map to bounds, and knows whether the reader has moved it since. */

/** @import { Bounds } from "../../state/payload.js" */
/** @import { MapPosition } from "../../state/types.js" */
/** @import { Room } from "./room.js" */

import { L } from "../leaflet.js";
import { LEG_ZOOM } from "./room.js";
import { zoomOn } from "./zoom_limit.js";

const FLIGHT_S = 1.1;
const SAME_PX = 5; // a view moved by less is the one that was fitted
const SAME_ZOOM = 0.02;
const NAMED = { px: 1, zoom: 0.01 }; // a view that differs by less is the one that a link named

/**
 * @typedef {object} FitOptions
 * @property {() => Room} [room] what stays free; asked again when the same bounds are fitted again
 * @property {number} [maxZoom]
 * @property {boolean} [instant] no flight
 */

/**
 * @param {L.Map} map
 * @param {(bounds: Bounds) => Room} roomFor
 * @param {() => boolean} isInstant
 */
export function createFitted(map, roomFor, isInstant) {
  /** @type {{bounds: Bounds, options: FitOptions} | null} what was last fitted */
  let last = null;
  /** @type {{center: L.LatLng, zoom: number} | null} the view that it gave */
  let given = null;
  /** @type {{view: MapPosition, zoom: number, center: L.LatLng} | null} the view that a link named, and how this map shows it */
  let named = null;

  /** @param {Bounds} bounds @param {FitOptions} [options] */
  function fit(bounds, options = {}) {
    const [west, south, east, north] = bounds;
    const target = L.latLngBounds([south, west], [north, east]);
    const { left, top, right, bottom } = options.room ? options.room() : roomFor(bounds);
    /** @type {L.FitBoundsOptions} */
    const settings = {
      paddingTopLeft: [left, top],
      paddingBottomRight: [right, bottom],
      maxZoom: options.maxZoom || LEG_ZOOM,
    };
    last = { bounds, options };
    if (options.instant || isInstant()) {
      map.fitBounds(target, { ...settings, animate: false });
      remember();
    } else {
      map.once("moveend", remember);
      map.flyToBounds(target, { ...settings, duration: FLIGHT_S });
    }
  }
  function remember() {
    given = { center: map.getCenter(), zoom: map.getZoom() };
  }
  /* In pixels: Leaflet rounds its centre to one, which is many kilometres when the world is small. */
  const gap = (/** @type {L.LatLngExpression} */ a) =>
    map.project(map.getCenter()).distanceTo(map.project(a));
  const isUntouched = () =>
    given !== null &&
    Math.abs(map.getZoom() - given.zoom) < SAME_ZOOM &&
    gap(given.center) < SAME_PX;
  function again() {
    if (last) fit(last.bounds, { ...last.options, instant: true });
  }

  /** Does the map stand where a link put it? @param {NonNullable<typeof named>} named */
  const isThere = ({ zoom, center }) =>
    Math.abs(map.getZoom() - zoom) < NAMED.zoom && gap(center) < NAMED.px;

  /** Stand where a link says. @param {MapPosition} view @param {number} [foot] px of the map's foot that stay free */
  function open(view, foot = 0) {
    const { x, y } = map.getSize();
    const zoom = Math.max(map.getMinZoom(), zoomOn(view, { x, y: Math.max(1, y - foot) }));
    const middle = map.project([view.lat, view.lon], zoom).add([0, foot / 2]);
    const center = map.unproject(middle, zoom);
    named = { view, zoom, center };
    last = null;
    map.setView(center, zoom, { animate: false });
  }

  return {
    fit,
    open,
    /**
     * Leaflet knows its centre to the pixel; while the map stands where a link put it, the link's own
     * words hold, so that a link passed on and on does not drift.
     * @returns {MapPosition}
     */
    current() {
      const { lat, lng } = map.getCenter();
      const zoom = map.getZoom();
      if (named && isThere(named)) return { ...named.view };
      const { x, y } = map.getSize();
      return { lat, lon: lng, zoom, size: [Math.round(x), Math.round(y)] };
    },
    /** The map's box changed: fit again what was fitted, unless the reader has moved on. */
    resized() {
      const wasUntouched = isUntouched();
      const wasNamed = named !== null && isThere(named) ? named.view : null;
      map.invalidateSize({ animate: false, pan: true });
      if (wasNamed) open(wasNamed);
      else if (wasUntouched) again();
    },
    /** What floats over the map has changed: the same bounds again, unless the reader has moved on. */
    refit() {
      if (isUntouched()) again();
    },
  };
}
