// @ts-nocheck -- not typed yet
/* The key figures: a number, who said it and who rejects it. */

import { dayLong, inSameYear, withoutYear } from "../core/dates.js";
import { fill, h } from "../core/dom.js";
import { capital, clip, counted, grouped } from "../core/text.js";
import { linkButton } from "../parts/links.js";
import { parties } from "../state/claims.js";
import { checkOn, isKnown, shows } from "../state/disclosure.js";
import { noReply } from "../state/phrases.js";

/* ---- figures ---- */

/* "White House, 13 Oct 2023, and 2 others": who spoke first, without the detail in brackets that
   the claims tab has; then how many more did. The same for those who say and those who reject. */
function people(claims, after) {
  const [first] = claims;
  const who = first.claimant.length > 30 ? first.party : first.claimant;
  const words = inSameYear(after, first.stated)
    ? withoutYear(first.stated_words, first.stated)
    : first.stated_words;
  const others = parties(claims).length - 1;
  return {
    text:
      clip(who, 60) +
      ", " +
      words +
      (others > 0 ? ", and\u00a0" + counted(others, "other").replace(" ", "\u00a0") : ""),
    year: first.stated,
  };
}

const said = (label, text) =>
  h("span", { class: "wb-fig-line", dir: "auto" }, h("em", { text: label }), " ", text);

const km = (value) => grouped(Math.round(value));
const theNearest = (label) => (/^(nearest|closest)\b/i.test(label) ? "the " + label : label);

/* From a figure to what it was compared with: the leg that was measured, or the claim that was counted. */
function checkLine(app, check) {
  const line = check.rows.length ? check.rows[check.rows.length - 1] : null;
  const to = check.leg
    ? { kind: "leg", id: check.leg }
    : check.claims.length
      ? { kind: "claim", id: check.claims[0] }
      : null;
  const open = () =>
    app.store.set(to.kind === "claim" ? { focus: to, tab: "claims" } : { focus: to });
  const text =
    check.kind === "length" && line
      ? "Line drawn: " + line.words
      : check.kind === "count"
        ? "What images are said to show"
        : check.label;
  return h("span", { class: "wb-fig-line", dir: "auto" }, to ? linkButton(text, open) : text);
}

/** One figure's number and lines on a known-on day: {number: [nodes], lines: [nodes], words}. */
function figureParts(app, figure, day) {
  const { story } = app;
  const out = !isKnown(figure, day);
  if (out)
    return {
      number: ["—"],
      lines: [said("Not yet reported", "on " + dayLong(day))],
      words: true,
      out,
    };

  const compared = figure.check && shows(figure, "check", day);
  const check = compared ? checkOn(story.checkById.get(figure.check), day) : null;
  const known = (claims) => claims.filter((claim) => isKnown(claim, day));
  const [stating, rejecting, disputing] = [
    known(figure.stating),
    known(figure.rejecting),
    known(figure.disputing),
  ];
  const lines = [];
  const measured = check && check.kind === "distance";
  if (stating.length) {
    const { text, year } = people(stating, null);
    lines.push(said("Said by", text));
    if (!measured || rejecting.length)
      lines.push(
        rejecting.length
          ? said("Rejected by", people(rejecting, year).text)
          : disputing.length
            ? said("Disputed by", people(disputing, year).text)
            : h("span", { class: "wb-fig-line", text: noReply(day) }),
      );
  }
  const measure = measured && check.measures[0];
  if (measure) {
    const show = () => app.mapView && app.mapView.showCheck && app.mapView.showCheck(check.id);
    lines.push(
      said(
        "Measured to",
        linkButton(theNearest(measure.label.replace(/^to (the )?/, "")), show, {
          title: "Show the measured lines on the map",
        }),
      ),
    );
  }
  if (figure.basis)
    for (const part of figure.basis.split(/;\s*/, 12))
      lines.push(h("span", { class: "wb-fig-line", dir: "auto", text: clip(capital(part), 120) }));

  if (measure) {
    const pair = (value, unit) =>
      h("span", { class: "wb-pair" }, km(value), " ", h("small", { text: unit }));
    return {
      number:
        check.stated_km === null
          ? [pair(measure.km, "km measured")]
          : [
              pair(check.stated_km, "km stated"),
              h("i", { class: "wb-slash", text: " / " }),
              pair(measure.km, "km measured"),
            ],
      lines,
    };
  }
  if (check && !measured) lines.push(checkLine(app, check));
  const value = String(figure.value);
  return {
    number: [clip(value, 60), figure.unit && " ", figure.unit && h("small", { text: figure.unit })],
    lines,
    words: !/\d/.test(value) || value.length > 14,
  };
}

export function createFigures(app) {
  const { story } = app;
  if (!story.figures.length) return { el: null, draw() {} };
  const rows = story.figures.map((figure) => {
    const number = h("dd", { class: "wb-n" });
    const lines = h("dd", { class: "wb-w" });
    const label = h("dt", { dir: "auto" });
    return { figure, label, number, lines, el: h("div", {}, label, number, lines) };
  });
  const el = h(
    "dl",
    { class: "wb-figs" },
    rows.map((row) => row.el),
  );
  el.dataset.count = Math.min(4, rows.length);
  return {
    el,
    /* The date in "Not yet reported on …" follows every step; the rest only publications. */
    draw(day, published) {
      for (const row of rows) {
        if (!published && !row.out) continue;
        const parts = figureParts(app, row.figure, day);
        row.out = Boolean(parts.out);
        // Its name alone would tell what is still to be said.
        row.label.textContent = row.out ? "A figure" : clip(row.figure.label, 80);
        row.number.className = parts.words ? "wb-n wb-n-words" : "wb-n";
        fill(row.number, parts.number);
        fill(row.lines, parts.lines);
      }
    },
  };
}
