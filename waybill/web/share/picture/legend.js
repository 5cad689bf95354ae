/* "How to read the lines" in a picture: the entries that the page has, drawn in rows. */

/** @import { App } from "../../parts/app.js" */
/** @import { LegendEntry } from "../../parts/legend_entries.js" */
/** @import { State, Story } from "../../state/types.js" */

import { h } from "../../core/dom.js";
import { legendSwatch } from "../../core/swatch.js";
import { legendEntries } from "../../parts/legend_entries.js";
import { widthScale } from "../../state/widths/scale.js";
import { widthEntries } from "../../state/widths/words.js";
import { flowed, wrapped } from "./layout.js";
import { drawGlyph } from "./marks.js";
import { canvasOf } from "./surface.js";

const TITLE = "How to read the lines";
const FONT_PX = 12;
const ROW_PX = 21;
const [GAP_PX, GROUP_GAP_PX, PICTURE_GAP_PX] = [11, 18, 5];
const [VISIT_PX, IMAGE_PX, WIDTH_PX] = [15, 11, 30];
const SWATCH_HEIGHT = 14;

/** @typedef {{kind: "width" | "ring", px: number, opacity: number, words: string, colour?: string}} Sample */
/** @typedef {LegendEntry | Sample} Entry */

/**
 * What a picture of a view explains: of the page's entries those that are used, and the width of lines.
 * @param {Story} story
 * @param {Pick<State, "known" | "filter" | "width">} state
 * @returns {Entry[]}
 */
export function pictureEntries(story, state) {
  const used = legendEntries(story, state).filter((entry) => entry.kind !== "line" || entry.isUsed);
  const scale = used.some(({ kind }) => kind === "line") ? widthScale(story, state) : null;
  return [
    // A heading of nothing says nothing.
    ...used.filter(({ kind }, i) => kind !== "head" || used[i + 1]?.kind === "line"),
    ...(scale ? [{ kind: /** @type {const} */ ("head"), words: "Width" }] : []),
    ...(scale ? widthEntries(scale) : []).map((entry) => ({
      kind: /** @type {const} */ ("width"),
      ...entry,
    })),
  ];
}

/**
 * The legend of a picture: how high it is, 0 without entries, and a function that draws it.
 * @param {App} app
 * @param {number} room px
 */
export function legendOf({ story, store, root, flows }, room) {
  const style = getComputedStyle(root);
  const { pen } = canvasOf({ width: 1, height: 1 }, 1);
  const fontOf = (/** @type {boolean} */ isHead) =>
    `${isHead ? 700 : 400} ${FONT_PX}px ${style.fontFamily}`;
  const entries = /** @type {Entry[]} */ ([
    ...pictureEntries(story, store.get()),
    ...(flows?.entries() ?? []),
  ]);
  const boxes = [{ kind: /** @type {const} */ ("head"), words: TITLE }, ...entries].map(
    (entry, index) => {
      const isHead = entry.kind === "head";
      const picture = pictureOf(entry);
      const textX = picture ? picture.width + PICTURE_GAP_PX : 0;
      pen.font = fontOf(isHead);
      const widthOf = (/** @type {string} */ text) => pen.measureText(text).width;
      const [text] = wrapped(entry.words, room - textX, widthOf);
      const before = isHead && index > 0 ? GROUP_GAP_PX : GAP_PX;
      return { picture, text, textX, isHead, before, width: textX + widthOf(text) };
    },
  );
  const places = flowed(boxes, room);
  const height = entries.length ? (places[places.length - 1].row + 1) * ROW_PX : 0;
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();

  /** @param {CanvasRenderingContext2D} on @param {number} left @param {number} top */
  function draw(on, left, top) {
    // Samples have the colours of the style sheet only while they stand in the page.
    const stage = h("div", { hidden: true });
    root.append(stage);
    boxes.forEach(({ picture, text, textX, isHead }, index) => {
      const x = left + places[index].x;
      const y = top + (places[index].row + 0.5) * ROW_PX;
      picture?.draw({ on, x, y, colour, stage });
      on.font = fontOf(isHead);
      on.textAlign = "left";
      on.textBaseline = "middle";
      on.fillStyle = colour(isHead ? "--ink" : "--ink2");
      on.fillText(text, x + textX, y);
    });
    stage.remove();
  }
  return { height, draw };
}

/**
 * Where a sample is drawn: its left edge and its middle.
 * @typedef {object} Spot
 * @property {CanvasRenderingContext2D} on
 * @property {number} x
 * @property {number} y
 * @property {(name: string) => string} colour of a token
 * @property {HTMLElement} stage an element of the page
 */

/**
 * The sample of an entry; null for one of words alone.
 * @param {Entry} entry
 * @returns {{width: number, draw: (spot: Spot) => void} | null}
 */
function pictureOf(entry) {
  if (entry.kind === "line") {
    const swatch = legendSwatch(entry.mode, entry.level);
    const width = swatch.viewBox.baseVal.width;
    const draw = (/** @type {Spot} */ { on, x, y, stage }) => {
      stage.append(swatch);
      drawGlyph(on, swatch, { x, y: y - SWATCH_HEIGHT / 2, w: width, h: SWATCH_HEIGHT });
    };
    return { width, draw };
  }
  if (entry.kind === "width") return { width: WIDTH_PX, draw: (spot) => drawWidth(spot, entry) };
  if (entry.kind === "ring")
    return { width: 2 * entry.px + 2, draw: (spot) => drawRing(spot, entry) };
  if (entry.kind === "visit") return { width: VISIT_PX, draw: drawVisit };
  if (entry.kind === "image" || entry.kind === "unverified")
    return { width: IMAGE_PX, draw: (spot) => drawImage(spot, entry.kind === "unverified") };
  return null;
}

/** @param {Spot} spot @param {Pick<Sample, "px">} sample px: its radius */
function drawRing({ on, x, y, colour }, { px }) {
  const circle = (/** @type {number} */ radius) => {
    on.beginPath();
    on.arc(x + px + 1, y, radius, 0, 2 * Math.PI);
  };
  on.fillStyle = colour("--ink3");
  circle(px / 2);
  on.fill();
  on.strokeStyle = colour("--ink");
  on.lineWidth = 1.5;
  circle(px);
  on.stroke();
}

/** @param {Spot} spot @param {Pick<Sample, "px" | "opacity" | "colour">} sample */
function drawWidth({ on, x, y, colour }, { px, opacity, colour: name = "--ink" }) {
  on.save();
  on.globalAlpha = opacity;
  on.fillStyle = colour(name);
  on.fillRect(x, y - px / 2, WIDTH_PX, px);
  on.restore();
}

/** @param {Spot} spot */
function drawVisit({ on, x, y, colour }) {
  on.fillStyle = colour("--visit");
  on.beginPath();
  on.arc(x + VISIT_PX / 2, y, VISIT_PX / 2, 0, 2 * Math.PI);
  on.fill();
}

/** @param {Spot} spot @param {boolean} isUnverified */
function drawImage({ on, x, y, colour }, isUnverified) {
  const top = y - IMAGE_PX / 2;
  on.fillStyle = on.strokeStyle = colour("--image");
  if (!isUnverified) return on.fillRect(x, top, IMAGE_PX, IMAGE_PX);
  on.save();
  on.lineWidth = 1.75;
  on.setLineDash([3, 2]);
  on.strokeRect(x + 1, top + 1, IMAGE_PX - 2, IMAGE_PX - 2);
  on.restore();
}
