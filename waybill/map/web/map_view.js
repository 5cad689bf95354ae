/* Where the map looks: the whole story, a step, a leg, a place. Leaves room for what floats over the
   map. Never moves because the dates changed. */
(function () {
  "use strict";
  const W = window.Waybill;
  const PAD = { wide: { left: 66, right: 56, top: 34, bottom: 34 }, narrow: { left: 26, right: 26, top: 26, bottom: 30 } };
  const FLIGHT_S = 1.1;
  const PLACE_ZOOM = 6.5; // nearest zoom for a single place
  const LEG_ZOOM = 9;

  /** stage: see map.js. → {whole, wholeZoom, fit, step, leg, places, follow(focus, before), check, resized, refit, cardBox}. */
  W.createView = (stage) => {
    const { map, story, ctx } = stage;
    let last = null; // the bounds last fitted, while the reader has not moved the map since
    let named = null; // the view that a link named
    let fitted = null; // the view they gave

    const isInstant = () => W.reducedMotion() || document.hidden || !stage.isDrawn;

    /** The open card's box where it floats over the map (wide layouts). */
    function cardBox() {
      return stage.uiBoxes().find((box) => box.element.classList.contains("wb-card")) || null;
    }

    /** Room to leave on each side, in px, when these bounds are to be shown. */
    function padding(bounds) {
      const size = map.getSize();
      const base = { ...PAD[W.narrow() ? "narrow" : "wide"] };
      const card = cardBox();
      if (card && card.w < size.x * 0.7) {
        if (card.x > size.x / 2) base.right = size.x - card.x + 28;
        else if (card.x + card.w < size.x / 2) base.left = card.x + card.w + 28;
      }
      const bar = stage.uiBoxes().find((box) => box.isBar);
      if (bar) base.top = bar.y + bar.h + 24;
      // Never more padding than map.
      const most = { left: 0.45, right: 0.62, top: 0.3, bottom: 0.45 };
      const capped = (room) => Object.fromEntries(Object.entries(room).map(([side, value]) =>
        [side, Math.min(value, most[side] * (side === "left" || side === "right" ? size.x : size.y))]));
      const note = stage.uiBoxes().find((box) => box.element.classList.contains("wb-m-note"));
      if (!note || !bounds) return capped(base);
      // The note takes a corner: leave its side or its foot free, whichever lets the map be larger.
      const aside = capped({ ...base, left: note.x + note.w + 24 });
      const above = capped({ ...base, bottom: size.y - note.y + 14 });
      return scaleFor(bounds, aside) > scaleFor(bounds, above) * 1.02 ? aside : above;
    }
    const asOptions = ({ left, top, right, bottom }) => ({ paddingTopLeft: [left, top], paddingBottomRight: [right, bottom] });

    /** World scale at which bounds fill the map inside a padding. */
    function scaleFor([west, south, east, north], room) {
      const size = map.getSize();
      const w = Math.max(1e-6, W.worldX(east) - W.worldX(west));
      const h = Math.max(1e-6, W.worldY(south) - W.worldY(north));
      return Math.max(1, Math.min((size.x - room.left - room.right) / w, (size.y - room.top - room.bottom) / h));
    }

    const latLngBounds = ([west, south, east, north]) => L.latLngBounds([south, west], [north, east]);

    function fit(bounds, options = {}) {
      const target = latLngBounds(bounds);
      const settings = { ...asOptions(padding(bounds)), maxZoom: options.maxZoom || LEG_ZOOM };
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
      fitted = { center: map.getCenter(), zoom: map.getZoom() };
    }
    const isUntouched = () => fitted !== null && Math.abs(map.getZoom() - fitted.zoom) < 0.02 && map.getCenter().distanceTo(fitted.center) < 2000;

    /** Open on the view that a link names: {lat, lon, zoom}. */
    function open(view) {
      named = view;
      map.setView([view.lat, view.lon], view.zoom, { animate: false });
    }

    /** {lat, lon, zoom}. Leaflet knows its centre to the pixel; while the map stands where a link put
        it, the link's own words hold, so that a link passed on and on does not drift. */
    function current() {
      const centre = map.getCenter();
      const zoom = map.getZoom();
      const isThere = named && Math.abs(zoom - named.zoom) < 0.01 && map.project(centre).distanceTo(map.project([named.lat, named.lon])) < 1;
      return isThere ? { ...named } : { lat: centre.lat, lon: centre.lng, zoom };
    }

    const whole = (instant) => fit(story.info.bounds, { instant });
    const wholeZoom = () => Math.min(LEG_ZOOM, Math.log2(scaleFor(story.info.bounds, padding(null)) / 256));

    const boundsOf = (points) => {
      const lats = points.map((point) => point[0]);
      const lons = points.map((point) => point[1]);
      return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
    };

    /** Two corners of a place: its point, or the square around a place known only to some kilometres. */
    const extent = (place) => {
      const lat = (place.radius_km || 0) / 111;
      const lon = lat / Math.max(0.1, Math.cos((place.lat * Math.PI) / 180));
      return [[place.lat - lat, place.lon - lon], [place.lat + lat, place.lon + lon]];
    };

    /** Bring places into view; stay where all can be seen already. */
    function places(rows, always) {
      if (!rows.length) return;
      const size = map.getSize();
      const boxes = stage.uiBoxes().filter((box) => !box.element.classList.contains("wb-inset") && !box.isInsetFrame);
      const isSeen = (place) => {
        if (stage.inset.hides(place)) return true;
        const at = map.latLngToContainerPoint([place.lat, place.lon]);
        return at.x > 24 && at.y > 24 && at.x < size.x - 24 && at.y < size.y - 24 && !boxes.some((box) => W.insideBox(at.x, at.y, box, 14));
      };
      if (!always && rows.every(isSeen)) return;
      const maxZoom = Math.max(Math.min(map.getZoom(), LEG_ZOOM), PLACE_ZOOM);
      fit(boundsOf(rows.flatMap(extent)), { maxZoom });
    }

    /** The focus changed: look there. */
    function follow(focus, before, always) {
      if (!focus) {
        if (before && before.kind !== "visit" && before.kind !== "claim") whole();
        return;
      }
      const { kind, id } = focus;
      if (kind === "step") {
        const step = story.stepById.get(id);
        if (!step) return;
        if (stage.check) check(stage.check);
        else if (step.bounds) fit(step.bounds);
      } else if (kind === "leg") {
        const leg = story.legById.get(id);
        if (leg) fit(boundsOf(leg.latLngs));
      } else if (kind === "place") {
        const place = story.placeById.get(id);
        if (place) places([place], always || map.getZoom() < 5 || Boolean(cardBox()));
      } else if (kind === "visit") {
        const visit = story.visitById.get(id);
        if (visit) places([visit.placeRow], always);
      } else if (kind === "claim") {
        const claim = story.claimById.get(id);
        if (claim) places(claim.placeRows, always);
      }
    }

    /** Everything a check measures. */
    function check(row) {
      const origin = story.placeById.get(row.origin);
      fit(boundsOf([[origin.lat, origin.lon], ...row.measures.map((measure) => [measure.lat, measure.lon])]), { maxZoom: 8 });
    }

    /** The map's box changed: fit again what was fitted, unless the reader has moved on. */
    function resized() {
      const again = last && isUntouched();
      map.invalidateSize({ animate: false, pan: true });
      if (again) fit(last.bounds, { ...last.options, instant: true });
    }

    /** What floats over the map has changed: the same bounds again, unless the reader has moved on. */
    function refit() {
      if (last && isUntouched()) fit(last.bounds, { ...last.options, instant: true });
    }

    return { open, current, fit, whole, wholeZoom, places, follow, check, resized, refit, cardBox };
  };
})();
