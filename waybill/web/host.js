/* Where the frame stands: inside Streamlit's page (streamlit-folium's iframe) or a page of its own.
   The rest of the front end does not know which. */
(function () {
  "use strict";
  const W = window.Waybill;

  /** The window whose address bar the reader sees; this one where the parent may not be touched. */
  function addressWindow() {
    try {
      if (window.Streamlit && window.parent !== window && window.parent.location.origin === window.location.origin) return window.parent;
    } catch {
      /* another origin: fall through */
    }
    return window;
  }

  /** Does another page hold the page that the reader is on? Then it is one of several on that page. */
  const isFramed = () => addressWindow().parent !== addressWindow();

  /** Is this a bare address that the reader chose (typed, a bookmark, a link from elsewhere), and not
      a return from another page of the app, a reload or the Back button? */
  function isFreshVisit() {
    const outer = addressWindow();
    if (outer.waybillVisited) return false;
    const [load] = outer.performance.getEntriesByType("navigation");
    if (!load || load.type !== "navigate" || new URL(load.name).pathname !== outer.location.pathname) return false;
    return !outer.document.referrer.startsWith(outer.location.origin + "/");
  }

  const memoryKey = (storyId) => "waybill:view:" + storyId;

  const luminance = (colour) => {
    const parts = (colour.match(/[\d.]+/g) || []).map(Number);
    if (parts.length < 3 || parts[3] === 0) return null;
    return (0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]) / 255;
  };

  W.host = {
    /** True in the Streamlit app. */
    inApp: Boolean(window.Streamlit),
    isFramed,

    /** The query string of the page the reader is on. */
    search: () => addressWindow().location.search,

    /** Replace the query string; never a new history entry, so Back leaves the page. Parameters
        that are not ours are kept. */
    replaceSearch(query, ours) {
      const target = addressWindow();
      const kept = new URLSearchParams(target.location.search);
      for (const name of ours) kept.delete(name);
      const rest = kept.toString();
      const next = "?" + query + (rest ? "&" + rest : "");
      if (next === target.location.search) return;
      try {
        target.history.replaceState(target.history.state, "", target.location.pathname + next + target.location.hash);
      } catch {
        /* a file:// page or a sandbox may refuse; the view itself still works */
      }
    },

    /** Where links to this page begin: its address without a query. */
    address: () => addressWindow().location.href.replace(/[?#].*$/, ""),

    /** The view this tab last had of a story, for an address that names none: a query string or null.
        The links between Streamlit's pages carry no query, and coming back should change nothing. */
    recall(storyId) {
      try {
        return isFramed() || isFreshVisit() ? null : sessionStorage.getItem(memoryKey(storyId));
      } catch {
        return null; // storage may be refused; the address still works
      } finally {
        addressWindow().waybillVisited = true;
      }
    },
    remember(storyId, query) {
      try {
        if (!isFramed()) sessionStorage.setItem(memoryKey(storyId), query);
      } catch {
        /* as above */
      }
    },

    /** The address of another page of the app, such as "method". From the frame's own address, so
        that it is right below any base path. */
    pageUrl: (name) => new URL((addressWindow() === window ? "./" : "../../") + name, window.location.href).href,

    /** A link to another page of the app, opened in place of the page that the reader is on. */
    pageLink(name, text, hash) {
      const url = W.host.pageUrl(name) + (hash ? "#" + hash : "");
      const open = (event) => {
        const outer = addressWindow();
        if (outer === window || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        // The frame's sandbox may not move the page; a link of the page itself may.
        event.preventDefault();
        const link = outer.document.createElement("a");
        link.href = url;
        outer.document.body.append(link);
        link.click();
        link.remove();
      };
      return W.h("a", { href: url, target: "_parent", text, on: { click: open } });
    },

    /** What the reader can see of this document now: {top, height} in its own pixels. The frame is as
        tall as its content, so its own viewport says nothing. */
    visibleBox() {
      const outer = addressWindow();
      if (outer === window) return { top: 0, height: window.innerHeight };
      const frame = window.frameElement.getBoundingClientRect();
      const bar = outer.document.querySelector('[data-testid="stHeader"]');
      const from = Math.max(frame.top, bar ? bar.getBoundingClientRect().bottom : 0, 0);
      const to = Math.min(frame.bottom, outer.innerHeight);
      return { top: from - frame.top, height: Math.max(0, to - from) };
    },

    /** The window whose size the reader or the embedding page sets, and whose parent may embed us. */
    outerWindow: addressWindow,

    /** Give the surrounding page our few rules, unless its server has done so. */
    stylePage() {
      const outer = addressWindow();
      if (outer === window || outer.document.getElementById("waybill-page")) return;
      const style = outer.document.createElement("style");
      style.id = "waybill-page";
      style.textContent = W.pageCss;
      outer.document.head.append(style);
    },

    /** Take away the picture that stood in for the frame while the page was starting. */
    endOpening() {
      const outer = addressWindow();
      if (outer !== window) outer.document.getElementById("waybill-opening")?.remove();
    },

    /** Tell Python the view (only when a handle is let go, not while it moves). */
    report(query) {
      if (window.Streamlit) window.Streamlit.setComponentValue({ view: query });
    },

    /** The iframe is as tall as what it holds, so that the page scrolls and not the frame. */
    followHeight(root) {
      if (!window.Streamlit) return;
      let last = 0;
      const apply = () => {
        const height = Math.ceil(root.getBoundingClientRect().height);
        if (height === last || !height) return;
        last = height;
        window.Streamlit.setFrameHeight(height);
      };
      new ResizeObserver(apply).observe(root);
      apply();
    },

    /** "light" or "dark" as the surrounding page is now, and again whenever it changes. */
    followTheme(use) {
      const detect = () => {
        try {
          const outer = addressWindow();
          const app = outer !== window && outer.document.querySelector(".stApp");
          const value = app && luminance(getComputedStyle(app).backgroundColor);
          if (value !== null && value !== false) return value < 0.5 ? "dark" : "light";
        } catch {
          /* fall through to the reader's own setting */
        }
        return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
      };
      use(detect());
      matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => setTimeout(() => use(detect()), 60));
      window.addEventListener("message", (event) => {
        if (event.source !== window.parent || !event.data || event.data.type !== "streamlit:render") return;
        requestAnimationFrame(() => use(detect()));
      });
    },
  };
})();
