/* The link: state ⇄ query string. The same rules as waybill/view.py; tests/cases/link.json holds the
   two together. Every value is written out, so that a link means the same when a default changes. */
(function () {
  "use strict";
  const W = window.Waybill;
  const FOCUS_KINDS = ["leg", "visit", "claim", "place", "step"];
  const TABS = ["visits", "legs", "claims"];
  const ZOOM = [2, 12];

  const shorten = (text) => (text.length > 40 ? text.slice(0, 39) + "…" : text);
  const rowsOf = (story, kind) =>
    ({ leg: story.legById, visit: story.visitById, claim: story.claimById, place: story.placeById, step: story.stepById })[kind];

  /** "?from=…" → {state: patch for the store, map: {lat, lon, zoom} | null, notes: [sentence]}.
      Unknown parameters are ignored; a bad value falls back to the nearest valid one, with a note. */
  W.readLink = (search, story) => {
    const params = new URLSearchParams(search);
    const get = (name) => {
      const all = params.getAll(name);
      return all.length ? all[all.length - 1].trim() : null;
    };
    const notes = [];
    const state = {};
    const [low, high] = story.record;

    const readDay = (name, fallback) => {
      const text = get(name);
      if (text === null || text === "") return fallback;
      const day = W.day(text);
      if (day === null) {
        notes.push(`“${shorten(text)}” is not a date; ${fallback === null ? "no date" : W.dayLong(fallback)} is used instead.`);
        return fallback;
      }
      if (name !== "known" && (day < low || day > high)) {
        const nearest = W.clamp(day, low, high);
        notes.push(`${W.dayLong(day)} is outside this record; ${W.dayLong(nearest)} is used instead.`);
        return nearest;
      }
      return day;
    };
    const from = readDay("from", story.window[0]);
    const to = readDay("to", story.window[1]);
    state.from = Math.min(from, to);
    state.to = Math.max(from, to);
    if (from > to) notes.push("The first date was later than the last one; they were exchanged.");
    state.known = readDay("known", null);

    for (const kind of FOCUS_KINDS) {
      const id = get(kind);
      if (!id || state.focus) continue;
      if (rowsOf(story, kind).has(id)) state.focus = { kind, id };
      else notes.push(`This story has no ${kind} “${shorten(id)}”; the whole story is shown.`);
    }
    const tab = get("tab");
    if (TABS.includes(tab)) state.tab = tab;
    else if (tab) notes.push(`There is no tab “${shorten(tab)}”; visits are shown.`);

    let map = null;
    const position = get("map");
    if (position) {
      const parts = position.split(",").map((part) => (/^-?\d{1,4}(\.\d{1,12})?$/.test(part.trim()) ? Number(part) : NaN));
      if (parts.length === 3 && parts.every(Number.isFinite)) {
        map = { lat: W.clamp(parts[0], -85, 85), lon: W.clamp(parts[1], -540, 540), zoom: W.clamp(parts[2], ZOOM[0], ZOOM[1]) };
      } else notes.push(`“${shorten(position)}” is not a map position (latitude,longitude,zoom); the whole story is shown.`);
    }
    const theme = get("theme");
    if (theme === "light" || theme === "dark") state.theme = theme;
    else if (theme) notes.push(`There is no theme “${shorten(theme)}”.`);
    const data = get("data");
    if (data && data !== story.version) notes.push("This link was made from another version of the data; the current one is shown.");
    return { state, map, notes, embed: get("embed") === "true" };
  };

  /** State and map position → "from=…&to=…&…", in a fixed order. */
  W.writeLink = (state, map, version, extras) => {
    const pairs = [["from", W.iso(state.from)], ["to", W.iso(state.to)]];
    if (state.known !== null) pairs.push(["known", W.iso(state.known)]);
    if (state.focus) pairs.push([state.focus.kind, state.focus.id]);
    pairs.push(["tab", state.tab]);
    if (map) pairs.push(["map", [map.lat.toFixed(4), map.lon.toFixed(4), map.zoom.toFixed(2)].join(",")]);
    pairs.push(["data", version]);
    for (const name of ["theme", "lang", "embed"]) if (extras && extras[name]) pairs.push([name, extras[name]]);
    return pairs.map(([name, value]) => name + "=" + encodeURIComponent(value).replace(/%2C/g, ",")).join("&");
  };
})();
