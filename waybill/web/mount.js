/* Puts the parts together on a Leaflet map and opens window.waybill to embedders and tests. */
(function () {
  "use strict";
  const W = window.Waybill;

  function adoptStyle(fonts) {
    if (W.css && !W.sheet) {
      W.sheet = new CSSStyleSheet();
      W.sheet.replaceSync(W.css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, W.sheet];
    }
    for (const font of fonts || []) {
      const face = new FontFace("Source Sans", `url("${W.safeUrl(font.url)}")`, { weight: "200 900", style: font.style });
      document.fonts.add(face);
      face.load().catch(() => {});
    }
  }

  function buildSlots(map) {
    const slots = {};
    const slot = (name, tag, attrs) => (slots[name] = W.h(tag, attrs));
    const live = W.h("p", { class: "wb-hidden wb-live", "aria-live": "polite" });
    const left = W.h("section", { class: "wb-left", "aria-label": "Map and timeline" },
      slot("chips", "div", { class: "wb-chips" }),
      slot("known", "div", { class: "wb-known" }),
      slot("mapbox", "div", { class: "wb-mapbox" }),
      slot("legend", "div", { class: "wb-legend" }),
      slot("timeline", "section", { class: "wb-timeline", "aria-label": "Timeline" }),
      live);
    const root = W.h("div", { class: "wb", "data-theme": "light" },
      W.h("a", { class: "wb-skip", href: "#wb-panel", text: "Skip the map: go to the list of visits, legs and claims" }),
      slot("notices", "div", { class: "wb-notices", role: "status" }),
      slot("head", "header", { class: "wb-head", "aria-label": "Title and key figures" }),
      W.h("main", { class: "wb-cols", "aria-label": "Map, timeline and lists" }, left,
        W.h("section", { class: "wb-right", "aria-label": "Visits, legs and claims" },
          slot("panel", "div", { class: "wb-panel", id: "wb-panel", tabindex: "-1" }))),
      slot("foot", "footer", { class: "wb-foot" }),
      slot("tip", "div", { class: "wb-tip" }));
    if (map) slots.mapbox.append(map.getContainer());
    return { root, slots, live };
  }

  /** Build a part; when it fails, say so in its place and let the others live. */
  function guarded(slot, message, build) {
    try {
      return build();
    } catch (error) {
      console.error("Waybill:", error);
      slot.append(W.h("p", { class: "wb-notice", role: "alert", text: message }));
      return null;
    }
  }

  function showNotices(slot, notes) {
    const corrections = () => [" ", W.host.pageLink("method", "What was corrected", "corrections")];
    W.fill(slot, notes.map((note) => {
      const line = W.h("p", { class: "wb-notice" }, W.h("span", { dir: "auto" }, note, note === W.otherDataNote && corrections()),
        W.h("button", { type: "button", class: "wb-quiet", text: "Dismiss", on: { click: () => line.remove() } }));
      return line;
    }));
  }

  /** The address follows the reader; Python hears when a handle is let go. */
  function followLink(ctx, extras) {
    let timer = null;
    let reported = null;
    const heard = [];
    const link = (other) => W.writeLink(ctx.store.get(), ctx.mapView ? ctx.mapView.view() : null, ctx.story.version, { ...extras, ...other });
    const settle = () => {
      timer = null;
      const query = link();
      if (query === reported) return;
      reported = query;
      W.host.replaceSearch(query, W.linkNames);
      // Coming back is no link: it says nothing about the version of the data.
      W.host.remember(ctx.story.info.id, link({ theme: null, embed: null }).replace(/&data=[^&]*/, ""));
      W.host.report(query);
      for (const hear of heard) hear(query);
    };
    // The address is not rewritten on load, only once the reader does something.
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(settle, 250);
    };
    const telling = ["from", "to", "known", "focus", "tab", "settled"];
    ctx.store.subscribe((state, selection, changed) => {
      if (!ctx.ready || !state.settled || state.playing) return;
      if (telling.some((key) => changed.has(key))) soon();
    });
    if (ctx.map) ctx.map.on("moveend", () => ctx.ready && ctx.store.get().settled && soon());
    /** The view as a query string; `other` replaces what the page itself was opened with. */
    ctx.link = link;
    /** Call `hear` whenever the address has followed the reader. */
    ctx.onSettled = (hear) => heard.push(hear);
  }

  function openApi(ctx) {
    const { store, story } = ctx;
    const toDay = (value, name) => {
      const day = typeof value === "number" ? value : W.day(String(value));
      if (day === null || !Number.isFinite(day)) throw new RangeError(`waybill: ${name} takes a date like "2023-09-12", not ${JSON.stringify(value)}`);
      return day;
    };
    const inRecord = (day) => W.clamp(day, story.record[0], story.record[1]);
    const announceNow = (patch) => {
      store.set(patch);
      store.flush();
    };
    return {
      legs: () => (ctx.mapView ? ctx.mapView.drawnLegs() : store.selection().legs.inside.map((leg) => leg.id)),
      places: () => story.places.map((place) => place.id),
      view: () => (ctx.mapView ? ctx.mapView.view() : null),
      setView: (lat, lon, zoom) => ctx.mapView && ctx.mapView.setView(lat, lon, zoom),
      range: () => [W.iso(store.get().from), W.iso(store.get().to)],
      setRange: (from, to) => announceNow({ from: inRecord(toDay(from, "from")), to: inRecord(toDay(to, "to")) }),
      known: () => (store.get().known === null ? null : W.iso(store.get().known)),
      setKnown: (day) => announceNow({ known: day === null ? null : toDay(day, "known") }),
      focus(kind, id) {
        if (kind === null || kind === undefined) return announceNow({ focus: null });
        const rows = W.focusRows(story, kind);
        if (!rows || !rows.has(id)) throw new RangeError(`waybill: no ${kind} ${JSON.stringify(id)} in this story`);
        announceNow({ focus: { kind, id } });
      },
      link: () => ctx.link(),
      on: (listener) => store.subscribe((state) => listener({ range: [W.iso(state.from), W.iso(state.to)], known: state.known === null ? null : W.iso(state.known), focus: state.focus, tab: state.tab })),
    };
  }

  /** Fetch the story and mount it. options: {assets: {story, basemap, labels, qr, card: URLs (the last
      two may be missing), fonts: [{url, style}]}, public_url: where links to the page begin,
      embed_origins: [origins that may send messages]}. */
  W.start = (map, options) => {
    fetch(W.safeUrl(options.assets.story))
      .then((answer) => {
        if (!answer.ok) throw new Error("HTTP " + answer.status);
        return answer.json();
      })
      .then((payload) => W.mount(map, payload, options))
      .catch((error) => {
        console.error("Waybill:", error);
        document.body.prepend(W.h("p", { role: "alert", text: "The story could not be loaded. Reload the page to try again." }));
      });
  };

  /** Put the front end on a Leaflet map (folium's), or on none. payload: see waybill/payload/encode.py. */
  W.mount = (map, payload, options) => {
    document.documentElement.classList.add("wb-host");
    document.documentElement.lang = payload.info.language || "en";
    // folium's own forbids enlarging the page with two fingers.
    for (const meta of document.querySelectorAll('meta[name="viewport"]')) meta.content = "width=device-width, initial-scale=1";
    W.host.stylePage();
    adoptStyle(options.assets.fonts);
    const story = W.readStory(payload);
    // An address that names no view: the one this tab had when it left for another page.
    const address = W.host.search();
    const remembered = W.host.recall(story.info.id);
    const returns = remembered !== null && !W.namesView(address);
    const opened = W.readLink(returns ? remembered + "&" + address.slice(1) : address, story);
    const { root, slots, live } = buildSlots(map);
    if (opened.embed) W.markEmbed(root, opened.embed);
    W.root = root;
    document.body.prepend(root);

    const pinnedTheme = opened.state.theme || null;
    const store = W.createStore(story, opened.state);
    const initial = store.get();
    const [low, high] = W.domainDays(story, "window");
    if (initial.from < low || initial.to > high || initial.known !== null) store.set({ domain: "record" });
    let announceTimer = null;
    const ctx = {
      story, store, slots, map, root,
      options: { ...options, initial_view: opened.map },
      announce(text) {
        clearTimeout(announceTimer);
        announceTimer = setTimeout(() => (live.textContent = text), 500);
      },
    };
    const setTheme = (theme) => {
      root.dataset.theme = pinnedTheme || theme;
      store.set({ theme: root.dataset.theme });
    };
    W.host.followTheme(setTheme);

    guarded(slots.head, "The title could not be drawn.", () => W.createHeader(ctx));
    if (map) {
      map.invalidateSize({ animate: false });
      ctx.mapView = guarded(slots.mapbox, "The map could not be drawn. Everything on it is listed in the panel.", () => W.createMap(ctx));
    }
    const api = openApi(ctx);
    let isReady;
    api.ready = new Promise((resolve) => (isReady = resolve));
    window.waybill = api;
    store.flush();
    performance.mark("waybill-legs");

    // The legs are on the screen one frame before the parts that read them.
    W.afterPaint(() => {
      guarded(slots.timeline, "The timeline could not be drawn.", () => W.createTimeline(ctx));
      guarded(slots.known, "", () => W.createKnownBar(ctx));
      guarded(slots.panel, "The panel could not be drawn.", () => W.createPanel(ctx));
      guarded(slots.mapbox, "", () => W.createCard(ctx));
      guarded(slots.legend, "", () => W.createLegend(ctx));
      followLink(ctx, { theme: pinnedTheme, embed: opened.embed });
      if (opened.embed) guarded(slots.foot, "", () => W.createEmbed(ctx, opened.embed));
      else guarded(slots.chips, "", () => W.createShare(ctx));
      guarded(slots.foot, "", () => W.createMessages(ctx, api));
      showNotices(slots.notices, opened.notes);
      store.announceAll();
      W.host.followHeight(root);
      W.afterPaint(() => {
        ctx.ready = true;
        root.dataset.ready = "true";
        W.host.endOpening();
        isReady(api);
        if (returns) W.host.report(ctx.link());
      });
    });
    return ctx;
  };
})();
