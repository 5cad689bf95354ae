/* What stands below a map that is torn from its page: the view in words, how to read its lines, who says so,
   the version of the data, the credits and the link. */

/** @import { App } from "../../parts/app.js" */

import { clip } from "../../core/text.js";
import { sentenceOf } from "../../state/sentence.js";
import { widthScale } from "../../state/widths/scale.js";
import { widthSentence } from "../../state/widths/words.js";
import { shareLink } from "../link.js";
import { wrapped } from "./layout.js";
import { legendOf } from "./legend.js";
import { canvasOf } from "./surface.js";

const MARGIN = 14;
export const LONGEST = 400; // characters of a text; a story's may be of any length
const LEGEND_AT = 2; // of the texts: after the title and the view in words
const LEGEND_GAP = 7; // px
const CLAIMS = "Everything shown is somebody’s claim, or marked as inferred or measured.";

/** The lines below a map. @param {App} app @returns {{text: string, font: string, isQuiet?: boolean}[]} */
function words(app) {
  const { story, store, root } = app;
  const family = getComputedStyle(root).fontFamily;
  const { title, licence } = story.info;
  const isGeoNames = story.places.some(({ position_source: source }) => /GeoNames/.test(source));
  const measured = widthSentence(widthScale(story, store.get()));
  const credits = [
    `Data ${story.version}`,
    licence,
    "Base map: Natural Earth",
    isGeoNames && "Places: GeoNames, CC BY 4.0",
  ];
  return [
    { text: clip(title, LONGEST), font: `700 17px ${family}` },
    {
      text: clip(sentenceOf(store.get(), story), LONGEST) + ". " + CLAIMS,
      font: `400 13.5px ${family}`,
    },
    ...(app.flows ? [{ text: app.flows.sentences().join(" "), font: `400 12.5px ${family}` }] : []),
    ...(measured ? [{ text: measured, font: `400 11.5px ${family}`, isQuiet: true }] : []),
    { text: credits.filter(Boolean).join(" · "), font: `400 11.5px ${family}`, isQuiet: true },
    { text: shareLink(app, null), font: `400 11.5px ${family}`, isQuiet: true },
  ];
}

/** The caption: how high it is, and a function that draws it. @param {App} app @param {number} width */
export function captionOf(app, width) {
  const { pen } = canvasOf({ width: 1, height: 1 }, 1);
  const room = width - 2 * MARGIN;
  const legend = legendOf(app, room);
  let y = MARGIN - 2;
  let legendTop = 0;
  const lines = words(app).flatMap(({ text, font, isQuiet }, index) => {
    if (index === LEGEND_AT && legend.height) {
      legendTop = y + LEGEND_GAP;
      y = legendTop + legend.height;
    }
    pen.font = font;
    const step = parseFloat(font.slice(4)) * 1.36;
    return wrapped(text, room, (part) => pen.measureText(part).width).map((line) => {
      y += step;
      return { line, font, isQuiet, y };
    });
  });
  const style = getComputedStyle(app.root);
  const colour = (/** @type {string} */ name) => style.getPropertyValue(name).trim();
  return {
    height: Math.ceil(y + MARGIN),
    /** @param {CanvasRenderingContext2D} on @param {number} top */
    draw(on, top) {
      on.fillStyle = colour("--page");
      on.fillRect(0, top, width, y + 2 * MARGIN);
      on.textAlign = "left";
      on.textBaseline = "alphabetic";
      for (const row of lines) {
        on.font = row.font;
        on.fillStyle = colour(row.isQuiet ? "--ink2" : "--ink");
        on.fillText(row.line, MARGIN, top + row.y);
      }
      if (legend.height) legend.draw(on, MARGIN, top + legendTop);
    },
  };
}
