/* The labels on the map: what could be named at this zoom, and the elements that show what found
   room. Names of the story first; countries, cities and seas of the base map where there is space. */
(function () {
  "use strict";
  const W = window.Waybill;
  const TOWN_GAP = 46; // px between named towns of one railway
  const LENIENT = 0.7; // zoom levels before its own at which a context name may fill free room
  const [FROM_CLEAR, FROM_STEP, MOST_FROM] = [20, 24, 12]; // px along a leg, and how many spots to try
  const FROM_GAPS = [12, 24, 36]; // px from the leg
  const LARGE_PLACES = 30; // places named in a large story
  const KIND_WORDS = { depot: "depot area", port: "port", airfield: "airfield", station: "station" };

  const near = (a, b) => Math.abs(a.lat - b.lat) < 0.35 && Math.abs(a.lon - b.lon) < 0.5;
  const shorten = (text, most) => (text.length <= most ? text : text.slice(0, most - 1).replace(/\s+\S*$/, "") + "…");

  /** Names of the story that could stand on a frame. options: {skip(place), isInset}. */
  W.storyLabels = (stage, frame, options) => {
    const { story } = stage;
    const labels = [];
    const point = (row) => W.framePoint(frame, row.lat, row.lon);
    const named = new Map();
    const add = (place, label) => {
      if (options.skip && options.skip(place)) return;
      if (named.has(place)) return;
      named.set(place, true);
      const at = point(place);
      labels.push({ x: at.x + (label.dx || 0), y: at.y, place, ...label });
    };
    const { zoom } = frame;
    const groups = stage.visitGroups || [];
    const groupOf = (place) => groups.find((group) => group.places.includes(place));

    const doubles = [];
    for (const { place, ring, alpha } of (stage.nodePlaces || new Map()).values()) {
      const here = point(place);
      // A port and its station share a ring at this zoom and then one name, the first one's.
      if (!ring && doubles.some((other) => Math.hypot(other.x - here.x, other.y - here.y) < 7)) {
        named.set(place, true);
        continue;
      }
      if (!ring) doubles.push(here);
      const group = groupOf(place);
      const aliases = place.aliases || [];
      const wide = group ? (group.wide || 17) / 2 + 2 : 0;
      const isTight = ring && frame.width < 500 && aliases[0] && aliases[0].length < place.name.length / 2;
      add(place, {
        key: "place:" + place.id, text: isTight ? aliases[0] : place.name, kind: ring ? "named" : "node", priority: ring ? 1.2 : 1, quiet: alpha < 0.45,
        radius: Math.max(ring ? 15 : 9, ring ? wide : 0), own: ["node:" + place.id, "visit:" + place.id],
        beside: zoom > 6 && aliases[0] && !ring && place.name.length + aliases[0].length < 24 ? `(${aliases[0]})` : "",
        small: ring && stage.story.legs.some((leg) => leg.schematic && leg.viaPlaces.includes(place)) ? "named in between" : !ring && zoom < 8 && place.kind === "depot" && !/depot/i.test(place.name) ? KIND_WORDS.depot : "",
      });
    }
    for (const group of groups) {
      const isActive = group.active.length > 0;
      const names = group.places.map((place) => place.name);
      const place = group.places.find((candidate) => !(options.skip && options.skip(candidate)));
      if (!place || group.places.some((candidate) => named.has(candidate))) continue;
      add(place, {
        key: "visits:" + place.id, dx: group.dx, text: names.length > 2 ? names.slice(0, 2).join(", ") + " …" : names.join(", "), kind: isActive ? "visit" : "city",
        priority: isActive ? 2 : 3.4, radius: (group.wide || 17) / 2 + 2, own: ["visit:" + group.place.id],
      });
      group.places.forEach((other) => named.set(other, true));
    }
    if (zoom > 6.4 && !options.isInset) {
      for (const mark of stage.imageMarks || []) {
        if (mark.isOutside) continue;
        const here = point(mark);
        labels.push({
          key: mark.key, x: here.x + (mark.dx || 0), y: here.y + (mark.dy || 0), kind: "image", priority: 1.6, radius: 8, own: [mark.key],
          text: shorten(mark.claim.observed_words + (mark.claim.verified === false ? " · not verified" : " · image"), 44),
          small: shorten(`${mark.claim.claimant}, published ${mark.claim.stated_words}`, 52),
        });
      }
    }
    towns(stage, frame, labels, named, options);
    return labels;
  };

  /** Towns that a railway (or road) of the story passes: the well-known ones first, spread out. */
  function towns(stage, frame, labels, named, options) {
    if (stage.lines.isLarge) {
      const busiest = stage.busiestPlaces || (stage.busiestPlaces = [...stage.story.places].filter((place) => place.legs.length)
        .sort((a, b) => b.legs.length - a.legs.length).slice(0, LARGE_PLACES));
      busiest.forEach((place, i) => {
        if (named.has(place)) return;
        named.set(place, true);
        labels.push({ key: "town:" + place.id, ...W.framePoint(frame, place.lat, place.lon), place, text: place.name, kind: "town", priority: 2 + i / 100, radius: 5, town: { mode: "unknown", alpha: 1 } });
      });
      return;
    }
    const rank = stage.cityRank || new Map();
    for (const leg of stage.story.legs) {
      const look = stage.lines.look(leg);
      if (!look || leg.schematic || leg.mode === "sea" || leg.mode === "air") continue;
      const stops = leg.viaPlaces.filter((place) => !named.has(place));
      const order = (place) => rank.get(place.name.toLowerCase()) ?? (place.kind === "city" || place.kind === "capital" ? 6.5 : 9);
      const spots = [leg.originPlace, leg.destinationPlace].map((place) => W.framePoint(frame, place.lat, place.lon));
      for (const place of [...stops].sort((a, b) => order(a) - order(b))) {
        if (options.skip && options.skip(place)) continue;
        const here = W.framePoint(frame, place.lat, place.lon);
        if (order(place) > frame.zoom + 3.6 || /^waypoint$/.test(place.kind || "") && frame.zoom < 5) continue;
        if (spots.some((other) => Math.hypot(other.x - here.x, other.y - here.y) < TOWN_GAP)) continue;
        spots.push(here);
        named.set(place, true);
        labels.push({ key: "town:" + place.id, ...here, place, text: place.name, kind: "town", priority: 3 + Math.min(0.7, order(place) / 15), radius: 6, town: { mode: leg.mode, alpha: look.alpha }, quiet: look.alpha < 0.45 });
      }
    }
  }

  /** Countries, cities and seas, except what the story names already. */
  W.contextLabels = (stage, frame, storyLabels, skip) => {
    const names = stage.names;
    if (!names) return [];
    const taken = new Set(storyLabels.map((label) => label.text.toLowerCase()));
    const storyPlaces = storyLabels.filter((label) => label.place).map((label) => label.place);
    const labels = [];
    const { zoom } = frame;
    const put = (kind, name, lat, lon, priority, extra) => {
      if (taken.has(name.toLowerCase())) return;
      const copy = Math.round((frame.left + frame.width / 2) / frame.scale - W.worldX(lon));
      const at = W.framePoint(frame, lat, lon + 360 * copy);
      if (at.x < 0 || at.y < 0 || at.x > frame.width || at.y > frame.height) return;
      if (skip && skip({ lat, lon: lon + 360 * copy })) return;
      labels.push({ key: `${kind}:${name}:${lat}`, ...at, lat, lon: lon + 360 * copy, text: name, kind, priority, ...extra });
    };
    for (const [name, lat, lon, minZoom, priority] of names.countries || []) {
      if (zoom >= (minZoom || 0) - LENIENT && zoom < 7.6) put("country", name, lat, lon, 3.8 + W.clamp((priority || 5) / 10, 0, 1), { area: true });
    }
    if (stage.base && zoom >= 3.2) {
      // So near that a country's middle is out of sight: name it where it has room here.
      const seen = new Set(labels.map((label) => label.text));
      for (const { name, spots } of W.countriesIn(stage.base, frame)) {
        const row = (names.countries || []).find((country) => country[0] === name);
        if (seen.has(name) || (zoom < 5 && !(row && zoom >= row[3]))) continue;
        spots.slice(0, 4).forEach((spot, i) => put("country", name, spot.lat, spot.lon, 4.2 + i / 100, { area: true, once: name }));
      }
    }
    for (const [name, lat, lon, minZoom] of names.cities || []) {
      if (zoom < minZoom - LENIENT || storyPlaces.some((place) => near(place, { lat, lon }))) continue;
      put("city", name, lat, lon, 4.5 + minZoom / 100, { radius: 4, hasDot: true });
    }
    for (const [name, lat, lon, minZoom] of names.seas || []) if (zoom >= minZoom - LENIENT) put("sea", name, lat, lon, 6, { area: true });
    return labels;
  };

  /** Labels of a check's measuring lines, and of a chosen leg that comes from beyond the frame. */
  function extraLabels(stage, frame) {
    const labels = [];
    if (stage.check) {
      stage.check.measures.forEach((measure, i) => {
        const at = W.framePoint(frame, measure.lat, measure.lon);
        labels.push({ key: "measure:" + i, ...at, kind: "measure", priority: 0.5 + i / 10, radius: 8, text: `${Math.round(measure.km).toLocaleString("en")} km measured`, small: measure.label });
      });
    }
    const emphasis = stage.emphasis(stage.store.get());
    if (!emphasis || stage.lines.isLarge) return labels;
    for (const leg of stage.story.legs) {
      const look = stage.lines.look(leg);
      if (!look || !emphasis.has(leg.id) || !leg.schematic) continue;
      const path = stage.lines.paths.get(leg, frame.scale);
      const margin = 44;
      const runs = W.pathRuns(path, [frame.left + margin, frame.top + 34, frame.left + frame.width - margin, frame.top + frame.height - 34]);
      if (!runs.length || runs[0].from < 60) continue;
      // Where its first hop comes in, or farther along it: clear of the dots, and after the named places.
      const end = Math.min(runs[0].to, W.hopsOf(leg, path)[0].to) - FROM_CLEAR;
      const spots = Math.min(MOST_FROM, Math.ceil((end - runs[0].from - FROM_CLEAR) / FROM_STEP));
      for (let i = 0; i < spots * FROM_GAPS.length; i++) {
        const at = W.pointAt(path, runs[0].from + FROM_CLEAR + (i % spots) * FROM_STEP);
        labels.push({ key: "from:" + leg.id, x: at.x - frame.left, y: at.y - frame.top, kind: "named", priority: 1.3 + i / 100, radius: FROM_GAPS[Math.floor(i / spots)], sides: [2, 3, 4, 5, 6, 7],
          once: "from:" + leg.id, mostHits: 0, text: "from " + leg.originPlace.name, small: look.level === "unpublished" ? "no route published" : "" });
      }
    }
    return labels;
  }

  /** → {layout(), clear()}. Elements live in the pane "wb-labels", which moves with the map. */
  W.createLabels = (stage) => {
    const { map } = stage;
    const pane = map.getPane("wb-labels");
    pane.setAttribute("aria-hidden", "true");
    const elements = new Map();

    function layout() {
      const frame = W.mapFrame(map);
      const skip = (place) => stage.inset.hides(place);
      const own = W.storyLabels(stage, frame, { skip });
      own.push(...stage.inset.frameLabels(frame), ...extraLabels(stage, frame));
      const all = [...own, ...W.contextLabels(stage, frame, own, skip)];
      const grid = W.routeGrid(frame);
      if (!stage.lines.isLarge) {
        for (const leg of stage.story.legs) if (stage.lines.look(leg)) grid.add(stage.lines.paths.get(leg, frame.scale));
      }
      if (stage.check) {
        const origin = stage.story.placeById.get(stage.check.origin);
        for (const measure of stage.check.measures) grid.add(W.pixelPath(W.worldPath([[origin.lat, origin.lon], [measure.lat, measure.lon]]), frame.scale));
      }
      const obstacles = [...stage.uiBoxes().map((box) => ({ ...box, hard: true })), ...stage.marks.boxes()];
      const placed = W.placeLabels(frame, all, obstacles, grid);
      show(placed, frame);
      const before = (stage.townsShown || []).map((town) => town.place.id + town.alpha).join();
      stage.townsShown = placed.filter((label) => label.town).map((label) => ({ place: label.place, ...label.town }));
      if (stage.townsShown.map((town) => town.place.id + town.alpha).join() !== before) stage.overlay.redraw();
    }

    function show(placed, frame) {
      const shift = map.containerPointToLayerPoint([0, 0]);
      const keep = new Set();
      const put = (key, className, x, y, fill) => {
        keep.add(key);
        let element = elements.get(key);
        if (!element) {
          element = W.h("span", {});
          elements.set(key, element);
          pane.append(element);
        }
        fill(element);
        if (element.className !== className) element.className = className;
        L.DomUtil.setTransform(element, L.point(x, y).add(shift).round(), 1);
      };
      for (const label of placed) {
        put(label.key, `wb-label wb-label-${label.kind}` + (label.quiet ? " is-quiet" : ""), label.box.x, label.box.y, (element) => {
          const words = [label.text, label.beside, label.small].join("\n");
          if (element.dataset.words === words) return;
          element.dataset.words = words;
          W.fill(element, label.text, label.beside && W.h("small", { text: " " + label.beside }), label.small && [W.h("br"), W.h("small", { text: label.small })]);
        });
        if (label.hasDot) put("dot:" + label.key, "wb-label-dot", label.x, label.y, () => {});
      }
      for (const [key, element] of elements) {
        if (keep.has(key)) continue;
        element.remove();
        elements.delete(key);
      }
    }

    return { layout };
  };
})();
