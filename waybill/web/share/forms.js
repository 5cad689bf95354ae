/* Two parts of the share dialog: code to embed the view, and a citation. */

/** @import { App } from "../parts/app.js" */
/** @import { Style } from "./cite.js" */

import { h } from "../core/dom.js";
import { clamp } from "../core/numbers.js";
import { clip } from "../core/text.js";
import { cite } from "./cite.js";
import { copyField } from "./copy_field.js";
import { embedCode, shareLink } from "./link.js";
import { embedNote } from "./reach.js";

const LONGEST = 400; // characters of a title
const HEIGHT_PX = { usual: 900, least: 320, most: 4000 };
const PARTS = [
  { part: "panel", label: "Panel" },
  { part: "timeline", label: "Timeline" },
  { part: "header", label: "Header" },
];
/** @type {{ style: Style, label: string }[]} */
const STYLES = [
  { style: "plain", label: "Plain" },
  { style: "bibtex", label: "BibTeX" },
  { style: "csl", label: "CSL-JSON" },
];

/**
 * Code for another page; write() writes it for the view of now.
 * @param {App} app
 * @param {(text: string) => void} say
 */
export function createEmbedding(app, say) {
  const code = copyField(
    h("textarea", { rows: 3, readonly: true, "aria-label": "Code to embed" }),
    "code",
    say,
  );
  const parts = PARTS.map(({ part, label }) => ({
    part,
    label,
    box: h("input", { type: "checkbox", checked: true }),
  }));
  const height = h("input", {
    type: "number",
    min: HEIGHT_PX.least,
    max: HEIGHT_PX.most,
    step: 10,
    value: HEIGHT_PX.usual,
    inputmode: "numeric",
  });
  function write() {
    const hidden = parts.filter(({ box }) => !box.checked).map(({ part }) => part);
    const title = clip(app.story.info.title || "Map", LONGEST);
    code.set(embedCode(shareLink(app, { hidden }), title, heightOf(height.value)));
  }
  const choices = [parts.map(choice), h("label", {}, "Height", height, "px")];
  const note = embedNote(app.options.frame_ancestors);
  const el = fieldset("Embed", choices, code.el);
  if (note) el.append(h("p", { class: "wb-sh-note", dir: "auto", text: note }));
  el.addEventListener("input", write);
  return { el, write };
}

/** What was typed, as a height that makes sense, in px. @param {string} text */
export const heightOf = (text) =>
  clamp(Math.round(Number(text)) || HEIGHT_PX.usual, HEIGHT_PX.least, HEIGHT_PX.most);

/**
 * A citation; write(sentence, link) writes it for the view of now.
 * @param {App} app
 * @param {(text: string) => void} say
 */
export function createCiting({ story }, say) {
  const citation = copyField(
    h("textarea", { rows: 5, readonly: true, "aria-label": "Citation" }),
    "citation",
    say,
  );
  const styles = STYLES.map(({ style, label }, i) => ({
    style,
    label,
    box: h("input", { type: "radio", name: "wb-sh-style", value: style, checked: i === 0 }),
  }));
  let view = { sentence: "", link: "" };
  function show() {
    const { id, title, licence, language } = story.info;
    const { version } = story;
    const parts = { id, title: clip(title, LONGEST), version, licence, language, ...view };
    const chosen = styles.find(({ box }) => box.checked) || styles[0];
    citation.set(cite({ ...parts, today: new Date() })[chosen.style]);
  }
  /**
   * @param {string} sentence
   * @param {string} link
   */
  function write(sentence, link) {
    view = { sentence, link };
    show();
  }
  const el = fieldset("Cite", styles.map(choice), citation.el);
  el.addEventListener("change", show);
  return { el, write };
}

/** @param {{ box: HTMLInputElement, label: string }} choice */
const choice = ({ box, label }) => h("label", {}, box, label);

/**
 * @param {string} legend
 * @param {import("../core/dom.js").Child} choices
 * @param {HTMLElement} field
 */
const fieldset = (legend, choices, field) =>
  h(
    "fieldset",
    {},
    h("legend", { text: legend }),
    h("div", { class: "wb-sh-choices" }, choices),
    field,
  );
