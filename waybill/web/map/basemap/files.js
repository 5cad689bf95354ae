/* The base map and its names, fetched once the legs have been seen. */

/** @import { App } from "../../parts/app.js" */
/** @import { Map as LeafletMap } from "leaflet" */
/** @import { Names } from "../types.js" */
/** @import { Topology } from "./read.js" */

const FAILED = "The base map did not load; the legs are drawn without it.";

/**
 * @param {App} app
 * @param {LeafletMap} map
 * @param {(topology: Topology) => void} showBase called again with a fuller base map once it is needed
 * @param {(names: Names) => void} showNames
 * @param {(text: string) => void} tell
 */
export function loadFiles({ host, options }, map, showBase, showNames, tell) {
  const { assets } = options;
  // A light base map may come with a full one: fetched beyond that zoom.
  const full = assets.basemapDetail;
  const isNear = () => full !== undefined && map.getZoom() > full.zoom;
  const startsNear = isNear();
  if (full && !startsNear) {
    map.on("zoomend", function near() {
      if (!isNear()) return;
      map.off("zoomend", near);
      host
        .loadAsset(full.asset)
        .then(showBase)
        .catch(() => map.on("zoomend", near));
    });
  }
  host
    .loadAsset(full && startsNear ? full.asset : assets.basemap)
    .then(showBase)
    .catch((error) => {
      console.warn("Waybill: base map not loaded:", error.message);
      tell(FAILED);
    });
  // Without names of cities and seas the story still has its own.
  host
    .loadAsset(assets.labels)
    .then(showNames)
    .catch(() => {});
}
