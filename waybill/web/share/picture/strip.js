/* The strip below the map of a video: the dates in words, what happens on them, and how far Play is on the
   timeline, with the visits. */

/** @import { App } from "../../parts/app.js" */
/** @import { Day, State, Story } from "../../state/types.js" */

import { dayShort, rangeWords } from "../../core/dates.js";
import { clamp } from "../../core/numbers.js";
import { isKnown } from "../../state/disclosure.js";
import { fitsOf } from "../../state/filter/fitting.js";
import { wrapped } from "./layout.js";

const [MARGIN, GAP] = [14, 20]; // px
const WORDS_PX = 44;
const TRACK_PX = 34;
export const STRIP_PX = WORDS_PX + TRACK_PX;
const [LINE_PX, VISIT_PX] = [3, 5]; // height of the line, radius of a visit
const FAINT = 0.4;

/**
 * Where things stand on a timeline of the days from … to, as shares of its length: its end so far, and the
 * visits that are public and fit the filter.
 * @param {Story} story
 * @param {Pick<State, "known" | "filter" | "to">} state
 * @param {[Day, Day]} days
 */
export function stripMarks(story, state, [from, to]) {
  const shareOf = (/** @type {number} */ day) => clamp((day - from) / (to + 1 - from), 0, 1);
  const visits = story.visits
    .filter(({ first }) => first !== null && first >= from && first <= to)
    .filter((visit) => isKnown(visit, state.known))
    .filter(fitsOf(story, state, "visits"));
  return {
    played: shareOf(state.to + 1),
    visits: visits.map(({ first }) => shareOf(Number(first) + 0.5)),
  };
}

/**
 * A function that draws the strip of now, at the left edge.
 * @param {App} app
 * @param {CanvasRenderingContext2D} pen
 * @param {number} width
 * @param {[Day, Day]} days of the timeline
 */
export function createStrip({ story, store, slots, root }, pen, width, days) {
  const style = getComputedStyle(root);
  const [ink, page] = ["--ink", "--page"].map((name) => style.getPropertyValue(name).trim());
  const widthOf = (/** @type {string} */ text) => pen.measureText(text).width;
  const setFont = (/** @type {number} */ weight, /** @type {number} */ px) =>
    (pen.font = `${weight} ${px}px ${style.fontFamily}`);

  /** @param {number} y the middle */
  function drawWords(y) {
    const { from, to } = store.get();
    const dates = rangeWords(from, to);
    setFont(700, 19);
    pen.fillText(dates, MARGIN, y);
    const left = MARGIN + GAP + widthOf(dates);
    setFont(400, 15);
    const said = slots.legend.querySelector(".wb-ticker:not([hidden]) span")?.textContent ?? "";
    const [line = "", more] = wrapped(said, width - left - MARGIN - widthOf("…"), widthOf);
    pen.fillText(more ? line + "…" : line, left, y);
  }

  /** @param {number} y the middle */
  function drawTrack(y) {
    setFont(400, 13);
    const [first, last] = days.map(dayShort);
    pen.fillText(first, MARGIN, y);
    pen.fillText(last, width - MARGIN - widthOf(last), y);
    const left = MARGIN + widthOf(first) + GAP / 2;
    const length = width - MARGIN - widthOf(last) - GAP / 2 - left;
    const { played, visits } = stripMarks(story, store.get(), days);
    pen.globalAlpha = FAINT;
    pen.fillRect(left, y - LINE_PX / 2, length, LINE_PX);
    pen.globalAlpha = 1;
    pen.fillRect(left, y - LINE_PX / 2, length * played, LINE_PX);
    pen.strokeStyle = page;
    pen.lineWidth = 1.5;
    for (const share of visits) {
      pen.beginPath();
      pen.arc(left + share * length, y, VISIT_PX, 0, 2 * Math.PI);
      pen.fillStyle = share <= played ? page : ink;
      pen.fill();
      pen.stroke();
    }
  }

  return (/** @type {number} */ top) => {
    pen.fillStyle = ink;
    pen.fillRect(0, top, width, STRIP_PX);
    pen.fillStyle = page;
    pen.textAlign = "left";
    pen.textBaseline = "middle";
    drawWords(top + WORDS_PX / 2);
    drawTrack(top + WORDS_PX + TRACK_PX / 2 - 4);
  };
}
