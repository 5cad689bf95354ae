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

  const luminance = (colour) => {
    const parts = (colour.match(/[\d.]+/g) || []).map(Number);
    if (parts.length < 3 || parts[3] === 0) return null;
    return (0.299 * parts[0] + 0.587 * parts[1] + 0.114 * parts[2]) / 255;
  };

  W.host = {
    /** True in the Streamlit app. */
    inApp: Boolean(window.Streamlit),

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

    /** Give the surrounding page our few rules, unless its server has done so. */
    stylePage() {
      const outer = addressWindow();
      if (outer === window || outer.document.getElementById("waybill-page")) return;
      const style = outer.document.createElement("style");
      style.id = "waybill-page";
      style.textContent = W.pageCss;
      outer.document.head.append(style);
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
