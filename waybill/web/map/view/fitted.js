/* Fits the map to bounds, and knows whether the reader has moved it since. */

/** @import { Bounds } from "../../state/payload.js" */
/** @import { MapPosition } from "../../state/types.js" */
/** @import { Room } from "./room.js" */

import { L } from "../leaflet.js";
import { LEG_ZOOM } from "./room.js";

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
  /** @type {MapPosition | null} the view that a link named */
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

  return {
    fit,
    /** Open on the view that a link names. @param {MapPosition} view */
    open(view) {
      named = view;
      map.setView([view.lat, view.lon], view.zoom, { animate: false });
    },
    /**
     * Leaflet knows its centre to the pixel; while the map stands where a link put it, the link's own
     * words hold, so that a link passed on and on does not drift.
     * @returns {MapPosition}
     */
    current() {
      const { lat, lng } = map.getCenter();
      const zoom = map.getZoom();
      const isThere =
        named && Math.abs(zoom - named.zoom) < NAMED.zoom && gap([named.lat, named.lon]) < NAMED.px;
      return named && isThere ? { ...named } : { lat, lon: lng, zoom };
    },
    /** The map's box changed: fit again what was fitted, unless the reader has moved on. */
    resized() {
      const wasUntouched = isUntouched();
      map.invalidateSize({ animate: false, pan: true });
      if (wasUntouched) again();
    },
    /** What floats over the map has changed: the same bounds again, unless the reader has moved on. */
    refit() {
      if (isUntouched()) again();
    },
  };
}
