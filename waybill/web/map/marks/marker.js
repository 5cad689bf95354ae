/* A Leaflet marker that does not become a layer of its own. */

import { L } from "../leaflet.js";

/**
 * Leaflet moves markers with 3D transforms, and browsers then keep every one of them as a picture to be
 * joined with the others: with a hundred marks, each frame in which anything on the map changed took
 * 20 ms longer. Here a mark is placed by left and top; only while the map zooms is it transformed.
 */
export class FlatMarker extends L.Marker {
  /** @param {L.LatLngExpression} latLng @param {L.MarkerOptions} options */
  constructor(latLng, options) {
    super(latLng, options);
    /** @private @type {L.Point | null} where it stands in the map's layers */
    this._at = null;
  }

  /** Called by Leaflet whenever the marker moves. @private @param {L.Point} at px of the map's layers */
  _setPos(at) {
    const element = this.getElement();
    if (!element) return;
    element.style.left = at.x + "px";
    element.style.top = at.y + "px";
    element.style.transform = "";
    element.style.zIndex = String(at.y);
    this._at = at;
  }

  /** Called by Leaflet when a zoom begins that is animated. @private @param {L.ZoomAnimEvent} event */
  _animateZoom({ zoom, center }) {
    const map = /** @type {any} */ (this._map);
    const element = this.getElement();
    if (!element || !this._at) return;
    const { x, y } = map._latLngToNewLayerPoint(this.getLatLng(), zoom, center).round();
    element.style.transform = `translate(${x - this._at.x}px, ${y - this._at.y}px)`;
  }
}
