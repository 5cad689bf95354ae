/* Elements made safely: data only ever becomes text, or an attribute that cannot run code. */

/**
 * What stands inside an element; what is empty (null, false, "") is left out.
 * @typedef {Node | string | number | boolean | null | undefined | readonly Child[]} Child
 *
 * Attributes by name, and three names of ours: text (the content), on (listeners by event) and data
 * (data-… attributes). A value of null, undefined or false leaves the attribute out.
 * @typedef {Record<string, any> & { text?: unknown; on?: Record<string, (event: any) => void>;
 *   data?: Record<string, string> }} Attributes
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @template {Element} E
 * @param {E} el
 * @param {Attributes | null | undefined} attrs
 * @returns {E}
 */
function assign(el, attrs) {
  for (const [name, value] of Object.entries(attrs || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") el.textContent = value;
    else if (name === "on") listen(el, value);
    else if (name === "data") Object.assign(/** @type {any} */ (el).dataset, value);
    else if (name === "href" || name === "src") {
      const url = safeUrl(value);
      if (url) el.setAttribute(name, url);
    } else if (/^on/i.test(name) || name === "style" || name === "srcdoc") {
      throw new Error(`h: the attribute ${name} could run code`);
    } else el.setAttribute(name, value === true ? "" : String(value));
  }
  return el;
}

/**
 * @param {Element} el
 * @param {Record<string, (event: any) => void>} listeners
 */
function listen(el, listeners) {
  for (const [type, hear] of Object.entries(listeners)) el.addEventListener(type, hear);
}

/**
 * @template {Element} E
 * @param {E} el
 * @param {readonly Child[]} children
 * @returns {E}
 */
function append(el, children) {
  for (const child of children) {
    if (child === null || child === undefined || child === false || child === "") continue;
    if (Array.isArray(child)) append(el, child);
    else el.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return el;
}

/**
 * An HTML element: h("p", {class: "x", text: "…"}, child, "text", [more]).
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes | null} [attrs]
 * @param {...Child} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export const h = (tag, attrs, ...children) =>
  append(assign(document.createElement(tag), attrs), children);

/**
 * The same in SVG.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes | null} [attrs]
 * @param {...Child} children
 * @returns {SVGElementTagNameMap[K]}
 */
export const s = (tag, attrs, ...children) =>
  append(assign(document.createElementNS(SVG, tag), attrs), children);

/**
 * Replace all children of an element.
 * @template {Element} E
 * @param {E} el
 * @param {...Child} children
 */
export function fill(el, ...children) {
  el.replaceChildren();
  return append(el, children);
}

/**
 * The address if it is http or https, or a relative path of our own; otherwise null.
 * @param {unknown} value
 * @returns {string | null}
 */
export function safeUrl(value) {
  const text = String(value || "").trim();
  // Browsers read a backslash as a slash and drop tabs and line ends: "/\t/host" is another host.
  if (/^(\.{0,2}\/(?!\/)|#)/.test(text) && !/[\\\t\r\n]/.test(text)) return text;
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

/**
 * A link to a source's address that opens beside the page; plain text where there is no address.
 * @param {unknown} url
 * @param {string} text
 * @param {Attributes} [attrs]
 */
export function outsideLink(url, text, attrs) {
  const safe = /^https?:/i.test(String(url || "").trim()) && safeUrl(url);
  if (!safe) return h("span", { text });
  return h("a", { href: safe, target: "_blank", rel: "noopener noreferrer", text, ...attrs });
}

/**
 * Put `nodes` into `parent` in this order, moving as few as possible and keeping the focus.
 * @param {Element} parent
 * @param {readonly Node[]} nodes
 */
export function arrangeChildren(parent, nodes) {
  const { activeElement } = document;
  const active = parent.contains(activeElement) ? activeElement : null;
  /** @type {ChildNode | null} */
  let at = parent.firstChild;
  for (const node of nodes) {
    if (at !== null && node === at) at = at.nextSibling;
    else parent.insertBefore(node, at);
  }
  while (at) {
    const next = at.nextSibling;
    at.remove();
    at = next;
  }
  if (active instanceof HTMLElement && active !== document.activeElement && parent.contains(active))
    active.focus({ preventScroll: true });
}

/** Rules for the whole page, after its own. @param {string} css */
export function adoptStyle(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
