/* Starts the front end on a page of its own: the reader edition. The page's text stands in the HTML;
   the map, timeline and panel come above it, and the text folds away below them. */
(function () {
  "use strict";
  const W = window.Waybill;
  const root = document.documentElement;
  let options = { assets: {}, leaflet: {} };

  /* From a file on disk nothing can be fetched: the same data then comes as scripts. */
  const asked = new Map();
  W.take = (name, value) => {
    const request = asked.get(name);
    if (request) request(value);
  };
  if (location.protocol === "file:") {
    W.loadAsset = (name) =>
      new Promise((resolve, reject) => {
        asked.set(name, resolve);
        const script = document.createElement("script");
        script.src = name.replace(/\.json$/, ".js"); // one of our own file names, from W.edition
        script.addEventListener("error", () => reject(new Error("not found")));
        document.head.append(script);
      });
  }

  /* A step's own page opens on that step, unless the link says more. */
  const search = W.host.search;
  W.host.search = () => {
    const given = search();
    const { step } = document.body.dataset;
    return !step || W.namesView(given) ? given : "?" + new URLSearchParams([...new URLSearchParams(given), ["step", step]]);
  };

  /* Pages beside this one are files, also on a disk, where a folder has no first page. */
  W.host.address = () => new URL(location.protocol === "file:" ? "index.html" : "./", location.href).href.replace(/[?#].*$/, "");
  W.host.pageLink = (name, text, hash) => {
    const [page, query] = name.split("?");
    const target = hash || new URLSearchParams(query).get("claim"); // a claim's thread carries its id
    return W.h("a", { href: `./${page}.html` + (target ? "#" + target : ""), text });
  };
  W.pageLink = (name, text, query, hash) =>
    ["claims", "method"].includes(name) ? W.host.pageLink(query ? name + "?" + query() : name, text, hash) : null;

  /* A link to a step leads to the step's own page, whose preview shows it. */
  const shareLink = W.shareLink;
  W.shareLink = (ctx, embed) => {
    const link = new URL(shareLink(ctx, embed));
    const { focus } = ctx.store.get();
    if (focus && focus.kind === "step") link.pathname = link.pathname.replace(/[^/]*$/, `step-${focus.id}.html`);
    return link.href;
  };

  /** The text of the page, folded: {details, summary, toTarget}. The live map is now what the page is
      about, and the text a part of it. */
  function foldText() {
    const text = document.getElementById("wbe-text");
    const details = text.querySelector("details");
    const summary = details.querySelector("summary");
    text.setAttribute("role", "region");
    text.setAttribute("aria-label", summary.textContent);
    details.open = false;
    const toTarget = () => {
      const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (!target || !details.contains(target)) return;
      details.open = true;
      target.scrollIntoView();
    };
    addEventListener("hashchange", toTarget);
    return { details, summary, words: summary.textContent, toTarget };
  }

  /* On paper: the map as it is now, in light colours and no wider than a sheet, then the whole text. The
     map keeps its size and is only scaled, so that nothing on it moves; a new theme is drawn at once. */
  const SHEET_PX = 680;
  function forPrint(ctx, details) {
    const box = ctx.slots.mapbox;
    const plain = { width: "", height: "", transform: "", transformOrigin: "", marginBottom: "" };
    const shown = W.h("p", { class: "wbe-shown" });
    ctx.slots.mapbox.after(shown);
    let before = null;
    addEventListener("beforeprint", () => {
      if (before) return;
      before = { isOpen: details.open, theme: ctx.root.dataset.theme };
      shown.textContent = `The map shows: ${W.sentence(ctx.store.get(), ctx.story)}. The text below is the whole record.`;
      const { width, height } = box.getBoundingClientRect();
      const scale = Math.min(1, SHEET_PX / width);
      Object.assign(box.style, { width: width + "px", height: height + "px", transform: `scale(${scale})`, transformOrigin: "0 0", marginBottom: (scale - 1) * height + "px" });
      details.open = true;
      ctx.root.dataset.theme = "light";
    });
    addEventListener("afterprint", () => {
      if (!before) return;
      Object.assign(box.style, plain);
      details.open = before.isOpen;
      ctx.root.dataset.theme = before.theme;
      before = null;
    });
  }

  function start(payload) {
    const box = W.h("div", {});
    const ctx = W.mount(L.map(box, options.leaflet), payload, options);
    document.getElementById("wbe-opening").remove();
    const fold = foldText();
    const follow = ({ theme, known }) => {
      root.dataset.theme = theme;
      W.fill(fold.summary, fold.words, known !== null && `, with what was published after ${W.dayLong(known)}`);
    };
    follow(ctx.store.get());
    ctx.store.subscribe((state, selection, changed) => (changed.has("theme") || changed.has("known")) && follow(state));
    if (new URLSearchParams(location.search).get("embed") === "true") root.classList.add("wbe-embed");
    forPrint(ctx, fold.details);
    parsed(fold.toTarget);
  }

  /** Now, or once the whole page has been read. */
  function parsed(run) {
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", run, { once: true });
    else run();
  }

  /** options: those of web/mount.js, and leaflet (the map's own), worker (the service worker's file). */
  W.edition = (given) => {
    options = given;
    const isSafe = location.protocol === "https:" || ["localhost", "127.0.0.1"].includes(location.hostname);
    if (options.worker && isSafe && "serviceWorker" in navigator) {
      addEventListener("load", () => navigator.serviceWorker.register(options.worker).catch(() => {}));
    }
  };

  /** Called by the story's own file, when the opening has been read and the text below it has not. */
  W.story = (payload) => {
    try {
      start(payload);
    } catch (error) {
      console.error("Waybill:", error);
      const wait = document.querySelector(".wbe-wait");
      if (wait) wait.replaceWith(W.h("p", { role: "alert", text: "The live map could not be drawn. The text below holds everything on it." }));
    }
  };
})();
