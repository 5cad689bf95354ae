/* The marks and names that stand on the map as elements, drawn on a canvas: boxes, texts and small drawings
   with the colours that the style sheet gives them. */

const MARKS = ".wb-label, .wb-label-dot, .wb-m-press:not(.wb-m-ping)";
const FLOATS = ".wb-inset-title, .wb-scale, .wb-inset-scale, .wb-inset-scale i";
const HALO_PX = 3;
const SHADOW = /(rgba?\([^)]*\)) 0px 0px 0px ([\d.]+)px( inset)?/g;

/** @typedef {CanvasRenderingContext2D} Pen */
/** @typedef {{x: number, y: number, w: number, h: number}} Box */

/**
 * Draw the elements of a map's box that match, in its own pixels.
 * @param {Pen} pen
 * @param {HTMLElement} mapbox
 * @param {"marks" | "floats"} which
 * @param {string} halo colour around names
 */
export function drawElements(pen, mapbox, which, halo) {
  const origin = mapbox.getBoundingClientRect();
  const boxOf = (/** @type {DOMRect} */ { left, top, width, height }) => ({
    x: left - origin.left,
    y: top - origin.top,
    w: width,
    h: height,
  });
  for (const el of mapbox.querySelectorAll(which === "marks" ? MARKS : FLOATS)) {
    const style = getComputedStyle(el);
    const box = boxOf(el.getBoundingClientRect());
    if (!box.w || style.visibility === "hidden" || style.display === "none") continue;
    pen.save();
    pen.globalAlpha = Number(style.opacity);
    drawBox(pen, box, style);
    for (const drawing of el.querySelectorAll("svg"))
      drawGlyph(pen, drawing, boxOf(drawing.getBoundingClientRect()));
    const hasHalo = style.textShadow !== "none";
    drawTexts(pen, el, boxOf, hasHalo ? halo : null);
    pen.restore();
  }
}

/** @param {Pen} pen @param {Box} box @param {CSSStyleDeclaration} style */
function drawBox(pen, { x, y, w, h }, style) {
  const radius = style.borderRadius.endsWith("%")
    ? Math.min(w, h) / 2
    : parseFloat(style.borderRadius) || 0;
  const outline = (/** @type {number} */ by) => {
    pen.beginPath();
    pen.roundRect(x - by, y - by, w + 2 * by, h + 2 * by, Math.max(0, radius && radius + by));
  };
  const shadows = [...style.boxShadow.matchAll(SHADOW)];
  for (const [, colour, px] of shadows.filter(([, , , inset]) => !inset)) {
    outline(Number(px));
    pen.fillStyle = colour;
    pen.fill();
  }
  if (!/^rgba.*, 0\)$|^transparent$/.test(style.backgroundColor)) {
    outline(0);
    pen.fillStyle = style.backgroundColor;
    pen.fill();
  }
  for (const [, colour, px] of shadows.filter(([, , , inset]) => inset)) {
    outline(-Number(px) / 2);
    pen.lineWidth = Number(px);
    pen.strokeStyle = colour;
    pen.stroke();
  }
  const width = parseFloat(style.borderLeftWidth);
  if (!width || style.borderLeftStyle === "none") return;
  pen.strokeStyle = style.borderLeftColor;
  pen.lineWidth = width;
  pen.setLineDash(style.borderLeftStyle === "dashed" ? [3.5, 3] : []);
  if (style.borderTopStyle !== "none" && parseFloat(style.borderTopWidth)) outline(-width / 2);
  else {
    pen.beginPath();
    pen.moveTo(x + width / 2, y);
    pen.lineTo(x + width / 2, y + h - width / 2);
    pen.lineTo(x + w - width / 2, y + h - width / 2);
    pen.lineTo(x + w - width / 2, y);
  }
  pen.stroke();
  pen.setLineDash([]);
}

/**
 * Each line of each text of an element, where the browser has set it.
 * @param {Pen} pen
 * @param {Element} el
 * @param {(rect: DOMRect) => Box} boxOf
 * @param {string | null} halo
 */
function drawTexts(pen, el, boxOf, halo) {
  const walk = document.createTreeWalker(el, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (walk.nextNode()) {
    const node = /** @type {Text} */ (walk.currentNode);
    const parent = /** @type {Element} */ (node.parentElement);
    const style = getComputedStyle(parent);
    const isUpper = style.textTransform === "uppercase";
    range.selectNodeContents(node);
    // A text of several lines is drawn word by word.
    const isOneLine = range.getClientRects().length < 2;
    pen.font = `${style.fontStyle === "italic" ? "italic " : ""}${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    pen.letterSpacing = style.letterSpacing === "normal" ? "0px" : style.letterSpacing;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    for (const { 0: part, index } of node.data.matchAll(isOneLine ? /^[^]+$/g : /\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + part.length);
      const [rect] = range.getClientRects();
      if (!rect) continue;
      const { x, y, h } = boxOf(rect);
      const text = isUpper ? part.toUpperCase() : part;
      if (halo) {
        pen.strokeStyle = halo;
        pen.lineWidth = HALO_PX;
        pen.lineJoin = "round";
        pen.strokeText(text, x, y + h / 2);
      }
      pen.fillStyle = style.color;
      pen.fillText(text, x, y + h / 2);
    }
  }
}

/**
 * A small drawing of our own in the page: an icon on a badge, the lines to the inset, a sample of a line.
 * @param {Pen} pen
 * @param {SVGSVGElement} drawing
 * @param {Box} box
 */
export function drawGlyph(pen, drawing, { x, y, w, h }) {
  const { width, height } = drawing.viewBox.baseVal;
  pen.save();
  pen.translate(x, y);
  if (width) pen.scale(w / width, h / height);
  for (const shape of drawing.querySelectorAll("path, rect, circle, text")) {
    const style = getComputedStyle(shape);
    pen.globalAlpha = Number(style.opacity);
    if (shape instanceof SVGTextElement) {
      drawGlyphText(pen, shape, style);
      continue;
    }
    const d = shape.getAttribute("d") ?? (shape.matches("rect") ? rectPath : circlePath)(shape);
    // The pen that writes SVG takes the path as it is.
    const path = pen instanceof CanvasRenderingContext2D ? new Path2D(d) : /** @type {any} */ (d);
    if (style.fill !== "none") {
      pen.fillStyle = style.fill;
      pen.fill(path);
    }
    if (style.stroke === "none") continue;
    pen.strokeStyle = style.stroke;
    pen.lineWidth = parseFloat(style.strokeWidth);
    pen.lineJoin = /** @type {CanvasLineJoin} */ (style.strokeLinejoin);
    pen.lineCap = /** @type {CanvasLineCap} */ (style.strokeLinecap);
    pen.setLineDash((style.strokeDasharray.match(/[\d.]+/g) ?? []).map(Number));
    pen.lineDashOffset = parseFloat(style.strokeDashoffset) || 0;
    pen.stroke(path);
  }
  pen.restore();
}

/** @param {Pen} pen @param {SVGTextElement} text @param {CSSStyleDeclaration} style */
function drawGlyphText(pen, text, { fontWeight, fontSize, fontFamily, textAnchor, fill }) {
  pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
  pen.textAlign = textAnchor === "middle" ? "center" : "left";
  pen.textBaseline = "alphabetic";
  pen.fillStyle = fill;
  pen.fillText(
    text.textContent ?? "",
    Number(text.getAttribute("x")),
    Number(text.getAttribute("y")),
  );
}

/** @param {Element} shape @param {string[]} names */
const numbersOf = (shape, names) => names.map((name) => Number(shape.getAttribute(name)));

/** @param {Element} circle */
function circlePath(circle) {
  const [x, y, r] = numbersOf(circle, ["cx", "cy", "r"]);
  return `M${x - r} ${y}a${r} ${r} 0 0 1 ${2 * r} 0a${r} ${r} 0 0 1 ${-2 * r} 0Z`;
}

/** @param {Element} rect */
function rectPath(rect) {
  const [x, y, w, h] = numbersOf(rect, ["x", "y", "width", "height"]);
  return `M${x} ${y}h${w}v${h}h${-w}Z`;
}
