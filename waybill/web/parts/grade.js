/* The two grades of a claim. */

/** @import { Claim, Day } from "../state/types.js" */

import { h } from "../core/dom.js";
import { shows } from "../state/disclosure.js";

/** @typedef {"reliability" | "credibility"} GradeKind */

const SCALE = { reliability: "ABCDE", credibility: "12345" };
const CANNOT = { reliability: "F", credibility: "6" };

/**
 * One of the two scales: five steps, and apart from them the one that means "cannot be judged".
 * @param {GradeKind} kind
 * @param {string} value
 */
function scale(kind, value) {
  const step = (/** @type {string} */ code) =>
    h("i", { class: code === value ? "wb-is-here" : null, text: code });
  return h(
    "span",
    { class: "wb-scale5", "aria-hidden": "true" },
    [...SCALE[kind]].map(step),
    h("i", {
      class: "wb-apart" + (value === CANNOT[kind] ? " wb-is-here" : ""),
      text: CANNOT[kind],
    }),
  );
}

/**
 * One of the two grades, in words.
 * @param {string} label
 * @param {GradeKind} kind
 * @param {[code: string, words: string] | null} grade
 */
const part = (label, kind, grade) =>
  h(
    "span",
    { class: "wb-gradepart" },
    h("span", { class: "wb-gradelabel", text: label }),
    " ",
    grade
      ? [scale(kind, grade[0]), h("span", { class: "wb-hidden", text: grade[0] + ": " }), grade[1]]
      : "not graded",
  );

/**
 * The two grades of a claim, side by side and in words; null when there are none. The letter is the
 * source's own; the number is left out on days when a report that it weighs was unpublished.
 * @param {Claim} claim
 * @param {Day | null} day
 * @param {"p" | "div"} [tag]
 */
export function gradeLine(claim, day, tag = "p") {
  if (!claim.reliability && !claim.credibility) return null;
  const number = shows(claim, "credibility", day);
  return h(
    tag,
    {
      class: "wb-gradeline",
      data: { grade: [claim.reliability, number && claim.credibility].join() },
    },
    h("span", { class: "wb-gradename", text: "NATO Admiralty code" }),
    part("Source", "reliability", claim.reliability),
    number || !claim.credibility
      ? part("Information", "credibility", claim.credibility)
      : h(
          "span",
          { class: "wb-gradepart" },
          h("span", { class: "wb-gradelabel", text: "Information" }),
          " left out on this day: it weighs reports published later",
        ),
  );
}
