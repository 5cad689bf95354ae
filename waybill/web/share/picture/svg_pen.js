/* A canvas context that writes SVG: as much of it as the painters of the map use. Texts become the content of
   elements made by core/dom.js, and nothing else of the data gets in. */

import { s } from "../../core/dom.js";

const FONT = /^(italic )?(\d+|bold )? ?([\d.]+)px (.*)$/;
/** @type {CanvasRenderingContext2D | null} made when a text is first measured */
let measuring = null;
// What XML cannot hold, as text of a file may well bring it.
const NOT_XML = /[\p{Cc}\p{Cs}\ufffe\uffff]/gu;

/** @param {unknown} text */
export const xmlText = (text) => String(text).replace(NOT_XML, "\ufffd");

/** @param {number} value */
const short = (value) => String(Math.round(value * 10) / 10);

export class SvgPen {
  fillStyle = "#000";
  strokeStyle = "#000";
  lineWidth = 1;
  lineCap = "butt";
  lineJoin = "miter";
  lineDashOffset = 0;
  globalAlpha = 1;
  globalCompositeOperation = "source-over";
  font = "10px sans-serif";
  textAlign = "start";
  textBaseline = "alphabetic";
  letterSpacing = "0px";
  moves = "";
  path = "";
  /** @type {number[]} */
  dash = [];
  /** @type {Record<string, unknown>[]} */
  saved = [];

  /** @param {SVGElement} group what is drawn is appended to it */
  constructor(group) {
    this.under = group.appendChild(s("g"));
    this.over = group.appendChild(s("g"));
  }
  save() {
    const { under, over, path, saved, ...state } = this;
    this.saved.push(state);
  }
  restore() {
    Object.assign(this, this.saved.pop());
  }
  translate(/** @type {number} */ x, /** @type {number} */ y) {
    this.moves += `translate(${short(x)} ${short(y)})`;
  }
  rotate(/** @type {number} */ angle) {
    this.moves += `rotate(${short((angle * 180) / Math.PI)})`;
  }
  scale(/** @type {number} */ x, /** @type {number} */ y) {
    this.moves += `scale(${x.toFixed(3)} ${y.toFixed(3)})`;
  }
  getTransform = () => ({ a: 1 });
  setLineDash(/** @type {number[]} */ dash) {
    this.dash = dash;
  }
  beginPath() {
    this.path = "";
  }
  closePath() {
    this.path += "Z";
  }
  moveTo(/** @type {number} */ x, /** @type {number} */ y) {
    this.path += `M${short(x)} ${short(y)}`;
  }
  lineTo(/** @type {number} */ x, /** @type {number} */ y) {
    this.path += `${this.path ? "L" : "M"}${short(x)} ${short(y)}`;
  }
  /** @param {number} bendX @param {number} bendY @param {number} x @param {number} y */
  quadraticCurveTo(bendX, bendY, x, y) {
    this.path += `Q${[bendX, bendY, x, y].map(short).join(" ")}`;
  }
  /** @param {number} x @param {number} y @param {number} r @param {number} from @param {number} to */
  arc(x, y, r, from, to) {
    const at = (/** @type {number} */ angle) =>
      short(x + r * Math.cos(angle)) + " " + short(y + r * Math.sin(angle));
    const middle = (from + to) / 2;
    const half = (/** @type {number} */ angle) => `A${short(r)} ${short(r)} 0 0 1 ${at(angle)}`;
    this.path += `${this.path ? "L" : "M"}${at(from)}${half(middle)}${half(to)}`;
  }
  /** @param {number} x @param {number} y @param {number} w @param {number} h @param {number} r */
  roundRect(x, y, w, h, r) {
    const c = Math.min(r, w / 2, h / 2);
    const turn = (/** @type {number} */ dx, /** @type {number} */ dy) =>
      `a${short(c)} ${short(c)} 0 0 1 ${short(dx)} ${short(dy)}`;
    this.path +=
      `M${short(x + c)} ${short(y)}h${short(w - 2 * c)}${turn(c, c)}v${short(h - 2 * c)}${turn(-c, c)}` +
      `h${short(2 * c - w)}${turn(-c, -c)}v${short(2 * c - h)}${turn(c, -c)}Z`;
  }
  fill(/** @type {unknown} */ shape) {
    this.#put("path", { d: shape ?? this.path, fill: this.fillStyle });
  }
  stroke(/** @type {unknown} */ shape) {
    this.#put("path", { d: shape ?? this.path, fill: "none", ...this.#line() });
  }
  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  fillRect(x, y, width, height) {
    this.#put("rect", { x, y, width, height, fill: this.fillStyle });
  }
  /** @param {number} x @param {number} y @param {number} width @param {number} height */
  strokeRect(x, y, width, height) {
    this.#put("rect", { x, y, width, height, fill: "none", ...this.#line() });
  }
  /** @param {string} text @param {number} x @param {number} y */
  fillText(text, x, y) {
    this.#put("text", { ...this.#text(x, y, text), fill: this.fillStyle, text: xmlText(text) });
  }
  /** @param {string} text @param {number} x @param {number} y */
  strokeText(text, x, y) {
    const line = this.#line();
    this.#put("text", { ...this.#text(x, y, text), fill: "none", ...line, text: xmlText(text) });
  }
  /** @param {string} text */
  measureText(text) {
    measuring ??= document.createElement("canvas").getContext("2d");
    if (!measuring) return { width: 0 };
    Object.assign(measuring, { font: this.font, letterSpacing: this.letterSpacing });
    return measuring.measureText(text);
  }

  #line() {
    const isDashed = this.dash.length > 0;
    return {
      stroke: this.strokeStyle,
      "stroke-width": this.lineWidth,
      "stroke-linecap": this.lineCap !== "butt" && this.lineCap,
      "stroke-linejoin": this.lineJoin !== "miter" && this.lineJoin,
      "stroke-dasharray": isDashed && this.dash.map(short).join(" "),
      "stroke-dashoffset": isDashed && this.lineDashOffset !== 0 && short(this.lineDashOffset),
    };
  }
  /** @param {number} x @param {number} y @param {string} text */
  #text(x, y, text) {
    const [, italic, weight, size, family] = FONT.exec(this.font) ?? [];
    const anchor = this.textAlign === "center" ? "middle" : this.textAlign === "right" && "end";
    return {
      x: short(x),
      y: short(y),
      "font-size": size,
      "font-weight": weight,
      "font-style": italic && "italic",
      "font-family": family,
      "text-anchor": anchor,
      "dominant-baseline": this.textBaseline === "middle" && "central",
      "letter-spacing": this.letterSpacing !== "0px" && this.letterSpacing,
      // As wide as here, whatever typeface the reader's program has.
      textLength: short(this.measureText(text).width),
      lengthAdjust: "spacingAndGlyphs",
      "xml:space": "preserve",
    };
  }
  /** @param {"path" | "rect" | "text"} tag @param {Record<string, unknown>} attributes */
  #put(tag, attributes) {
    if (attributes.d === "") return;
    const isUnder = this.globalCompositeOperation === "destination-over";
    const alpha = this.globalAlpha < 1 && short(this.globalAlpha * 100) + "%";
    const all = { ...attributes, opacity: alpha, transform: this.moves || null };
    (isUnder ? this.under : this.over).append(s(tag, all));
  }
}
