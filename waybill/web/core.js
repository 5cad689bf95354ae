/* Waybill core: the one global, the safe ways to make elements, and dates as whole days.
   Every other file adds to window.Waybill; they are plain scripts, joined in the order that
   waybill/web/assets.py lists, so that they also run from a file on disk. */
(function () {
  "use strict";
  const W = (window.Waybill = window.Waybill || {});
  const SVG = "http://www.w3.org/2000/svg";

  /* ---- elements: data only ever becomes text or an attribute from this list of safe ones ---- */

  function assign(el, attrs) {
    for (const [name, value] of Object.entries(attrs || {})) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") el.textContent = value;
      else if (name === "on") for (const [type, fn] of Object.entries(value)) el.addEventListener(type, fn);
      else if (name === "data") Object.assign(el.dataset, value);
      else if (name === "href" || name === "src") {
        const url = W.safeUrl(value);
        if (url) el.setAttribute(name, url);
      } else if (/^on/i.test(name) || name === "style" || name === "srcdoc") throw new Error("W.h: no " + name);
      else el.setAttribute(name, value === true ? "" : String(value));
    }
    return el;
  }

  function append(el, children) {
    for (const child of children.flat(Infinity)) {
      if (child === null || child === undefined || child === false || child === "") continue;
      el.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
    return el;
  }

  /** An HTML element: W.h("p", {class: "x", text: "…"}, child, "text", [more]). */
  W.h = (tag, attrs, ...children) => append(assign(document.createElement(tag), attrs), children);
  /** The same in SVG. */
  W.s = (tag, attrs, ...children) => append(assign(document.createElementNS(SVG, tag), attrs), children);
  /** Replace all children of an element. */
  W.fill = (el, ...children) => {
    el.replaceChildren();
    return append(el, children);
  };

  /** The address if it is http or https, or a relative path of our own; otherwise null. */
  W.safeUrl = (value) => {
    const text = String(value || "").trim();
    // Browsers read a backslash as a slash and drop tabs and line ends: "/\t/host" is another host.
    if (/^(\.{0,2}\/(?!\/)|#)/.test(text) && !/[\\\t\r\n]/.test(text)) return text;
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  };

  /** A link to a source's address that opens beside the page; plain text where there is no address. */
  W.link = (url, text, attrs) => {
    const safe = /^https?:/i.test(String(url || "").trim()) && W.safeUrl(url);
    if (!safe) return W.h("span", { text });
    return W.h("a", { href: safe, target: "_blank", rel: "noopener noreferrer", text, ...attrs });
  };

  /* ---- dates: a day is a whole number, days since 1970-01-01 (UTC) ---- */

  const DAY_MS = 864e5;
  const MONTHS = ["Jan", "Feb", "March", "April", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"];

  /** "2023-09-07" → day number; null for anything else. */
  W.day = (iso) => {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(iso || "");
    if (!match) return null;
    const time = Date.UTC(+match[1], +match[2] - 1, +match[3]);
    const date = new Date(time);
    if (+match[1] < 100) return null;
    return date.getUTCMonth() === +match[2] - 1 && date.getUTCDate() === +match[3] ? time / DAY_MS : null;
  };
  W.date = (day) => new Date(day * DAY_MS);
  W.iso = (day) => W.date(day).toISOString().slice(0, 10);
  W.monthName = (day) => MONTHS[W.date(day).getUTCMonth()];
  /** 19607 → "7 Sept" */
  W.dayShort = (day) => W.date(day).getUTCDate() + " " + W.monthName(day);
  /** 19607 → "7 Sept 2023" */
  W.dayLong = (day) => W.dayShort(day) + " " + W.date(day).getUTCFullYear();
  /** "7 Sept – 1 Oct 2023", "12–20 Sept 2023"; one day alone when both are the same. */
  W.rangeWords = (first, last) => {
    if (first === last) return W.dayLong(first);
    const [a, b] = [W.date(first), W.date(last)];
    if (a.getUTCFullYear() !== b.getUTCFullYear()) return W.dayLong(first) + " – " + W.dayLong(last);
    if (a.getUTCMonth() !== b.getUTCMonth()) return W.dayShort(first) + " – " + W.dayLong(last);
    return a.getUTCDate() + "–" + W.dayLong(last);
  };

  W.clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  /** 1234 → "1,234". The browser's own formatting takes 40 ms when it is first asked. */
  W.grouped = (n) => String(n).replace(/\B(?=(\d{3})+$)/g, ",");
  W.count = (n, one, many) => W.grouped(n) + " " + (n === 1 ? one : many || one + "s");
  /** Run once what has been drawn so far is on the screen. */
  W.afterPaint = (run) => requestAnimationFrame(() => setTimeout(run, 0));
  W.reducedMotion = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
  // Asked for many times a frame: a media query answers without laying the page out first.
  const narrow = matchMedia("(max-width: 860px)");
  W.narrow = () => narrow.matches;
  /** The value of a design token, such as "--sea", under the theme now shown. */
  W.token = (name) => getComputedStyle(W.root || document.documentElement).getPropertyValue(name).trim();
})();
