// @ts-nocheck -- not typed yet
/* "Share this view": the link, a QR code, code to embed it, and a citation, in a dialog of its own. */

import { fill, h, s } from "../core/dom.js";
import { clamp } from "../core/numbers.js";
import { capital, clip } from "../core/text.js";
import { sentenceOf } from "../state/sentence.js";
import { cite } from "./cite.js";
import { embedCode, shareLink } from "./link.js";
import { qrCode } from "./qr.js";

const SAID_MS = 2000; // how long a button says "Copied"
const LONGEST = 400; // characters of a sentence or a title; a story's names may be of any length
const HEIGHT_PX = { usual: 900, least: 320, most: 4000 };
const STYLES = [
  ["plain", "Plain"],
  ["bibtex", "BibTeX"],
  ["csl", "CSL-JSON"],
];
const PARTS = [
  ["panel", "Panel"],
  ["timeline", "Timeline"],
  ["header", "Header"],
];
const FOCUSABLE = "button:not([disabled]), input:not([disabled]), textarea, a[href]";

const icon = () =>
  s(
    "svg",
    { width: 15, height: 15, viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" },
    s("path", {
      d: "M8 10V2M4.800 5 8 1.800 11.200 5M3 8v6h10V8",
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.6,
      "stroke-linejoin": "round",
    }),
  );
/** A read-only field with its own Copy button. → {el, field, set(text)}. */
function copyField(field, label, say) {
  const words = h("span", { text: "Copy" });
  let timer = 0;
  const button = h(
    "button",
    { type: "button", class: "wb-sh-button", on: { click: copy } },
    words,
    h("span", { class: "wb-hidden", text: " " + label }),
  );
  const done = () => {
    clearTimeout(timer);
    words.textContent = "Copied";
    say(capital(label) + " copied.");
    timer = setTimeout(() => (words.textContent = "Copy"), SAID_MS);
  };
  async function copy() {
    try {
      await navigator.clipboard.writeText(field.value);
      return done();
    } catch {
      field.focus();
      field.select();
    }
    // The older way needs no permission; where it is refused too, the text is left selected.
    let copied = false;
    try {
      copied = document.execCommand("copy");
    } catch {
      /* said below */
    }
    if (copied) {
      button.focus();
      done();
    } else
      say("The browser did not allow copying. The text is selected: press Ctrl+C, or ⌘C on a Mac.");
  }
  field.addEventListener("focus", () => field.select());
  return {
    el: h("div", { class: "wb-sh-copy" }, field, button),
    field,
    set: (text) => (field.value = text),
  };
}

function buildDialog(app, onClose) {
  const { info } = app.story;
  const status = h("p", { class: "wb-sh-status", role: "status" });
  const say = (text) => (status.textContent = text);
  const sentence = h("p", { class: "wb-sh-sentence", dir: "auto" });
  const figure = h("figure", { class: "wb-sh-qr", hidden: true });
  const card = h("figure", { class: "wb-sh-card", hidden: true });
  const link = copyField(
    h("input", { id: "wb-sh-link", type: "text", readonly: true }),
    "link",
    say,
  );
  const code = copyField(
    h("textarea", { rows: 3, readonly: true, "aria-label": "Code to embed" }),
    "code",
    say,
  );
  const citation = copyField(
    h("textarea", { rows: 5, readonly: true, "aria-label": "Citation" }),
    "citation",
    say,
  );
  const native = h("button", {
    type: "button",
    class: "wb-sh-button",
    hidden: true,
    text: "Share…",
    on: { click: shareNatively },
  });
  link.el.append(native);

  const parts = PARTS.map(([part, label]) => ({
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
  const styles = STYLES.map(([style, label], i) => ({
    style,
    label,
    box: h("input", { type: "radio", name: "wb-sh-style", value: style, checked: i === 0 }),
  }));
  const choice = ({ box, label }) => h("label", {}, box, label);
  const embedding = h(
    "fieldset",
    {},
    h("legend", { text: "Embed" }),
    h("div", { class: "wb-sh-choices" }, parts.map(choice), h("label", {}, "Height", height, "px")),
    code.el,
  );
  const citing = h(
    "fieldset",
    {},
    h("legend", { text: "Cite" }),
    h("div", { class: "wb-sh-choices" }, styles.map(choice)),
    citation.el,
  );
  embedding.addEventListener("input", writeCode);
  citing.addEventListener("change", writeCitation);

  const close = h(
    "button",
    { type: "button", class: "wb-x", "aria-label": "Close", on: { click: () => dialog.close() } },
    s(
      "svg",
      { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true", focusable: "false" },
      s("path", {
        d: "M-5-5l10 10M5-5l-10 10",
        fill: "none",
        stroke: "currentColor",
        "stroke-width": 2,
      }),
    ),
  );
  const dialog = h(
    "dialog",
    { class: "wb-share", "aria-labelledby": "wb-sh-title" },
    h(
      "div",
      { class: "wb-sh-top" },
      h("h2", { id: "wb-sh-title", text: "Share this view" }),
      close,
    ),
    sentence,
    h(
      "div",
      { class: "wb-sh-grid" },
      h(
        "div",
        { class: "wb-sh-texts" },
        h(
          "label",
          { for: "wb-sh-link" },
          "Link",
          h("small", { text: "dates, focus, “as known on”, map position and data version" }),
        ),
        link.el,
        embedding,
        citing,
        status,
      ),
      h("div", { class: "wb-sh-pictures" }, figure, card),
    ),
  );

  dialog.addEventListener("close", onClose);
  dialog.addEventListener("click", (event) => {
    if (event.target !== dialog) return;
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    const { clientX: x, clientY: y } = event;
    if (x < left || x > right || y < top || y > bottom) dialog.close();
  });
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Escape") event.stopPropagation(); // it closes this, and not the card behind too
    if (event.key === "Tab") keepInside(event);
  });

  /* The rest of this document is inert, but the page around the frame is not. */
  function keepInside(event) {
    const stops = [...dialog.querySelectorAll(FOCUSABLE)].filter(
      (el) => el.getClientRects().length && (el.type !== "radio" || el.checked),
    );
    const [first, last] = [stops[0], stops[stops.length - 1]];
    const leaving = event.shiftKey
      ? document.activeElement === first
      : document.activeElement === last;
    if (!leaving && dialog.contains(document.activeElement)) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }

  function shareNatively() {
    navigator
      .share({
        title: clip(info.title, LONGEST),
        text: sentence.textContent,
        url: link.field.value,
      })
      .catch((error) => {
        if (error.name !== "AbortError") say("Sharing did not work here. Copy the link instead.");
      });
  }
  function writeCode() {
    const hidden = parts.filter(({ box }) => !box.checked).map(({ part }) => part);
    const px = clamp(
      Math.round(Number(height.value)) || HEIGHT_PX.usual,
      HEIGHT_PX.least,
      HEIGHT_PX.most,
    );
    code.set(embedCode(shareLink(app, { hidden }), clip(info.title || "Map", LONGEST), px));
  }
  function writeCitation() {
    const { style } = styles.find(({ box }) => box.checked);
    citation.set(
      cite({
        id: info.id,
        title: clip(info.title, LONGEST),
        sentence: sentence.textContent,
        version: app.story.version,
        licence: info.licence,
        language: info.language,
        link: link.field.value,
        today: new Date(),
      })[style],
    );
  }
  function drawPictures() {
    const { card: cardUrl } = app.options.assets;
    try {
      const code = qrCode(link.field.value);
      fill(figure, code, h("figcaption", { text: "Scan to open it on a phone" }));
      figure.hidden = false;
    } catch {
      figure.hidden = true; // too long for a QR code; the link is still there to copy
    }
    card.hidden = !cardUrl;
    if (cardUrl)
      fill(
        card,
        h("img", {
          src: cardUrl + "?" + app.link({ embed: null }),
          width: 1200,
          height: 630,
          alt: "Picture of this view, as a shared link shows it",
          on: { error: () => (card.hidden = true) },
        }),
        h("figcaption", { text: "What a shared link shows" }),
      );
  }
  function place() {
    const { top, height: room } = app.host.visibleBox();
    dialog.style.maxHeight = Math.max(320, room - 24) + "px";
    dialog.style.top = top + Math.max(12, (room - dialog.offsetHeight) / 3) + "px";
  }
  return {
    dialog,
    open() {
      say("");
      sentence.textContent = clip(sentenceOf(app.store.get(), app.story), LONGEST);
      link.set(shareLink(app, null));
      writeCode();
      writeCitation();
      drawPictures();
      native.hidden =
        !navigator.share ||
        Boolean(navigator.canShare && !navigator.canShare({ url: link.field.value }));
      dialog.showModal();
      place();
      link.field.focus();
    },
  };
}

/** The button, at the end of the row of steps above the map, and its dialog. */
export function createShare(app) {
  const { slots } = app;
  let built = null;
  const button = h(
    "button",
    { type: "button", class: "wb-share-open", "aria-haspopup": "dialog", on: { click: open } },
    icon(),
    h("span", { text: "Share this view" }),
  );
  const row = h("div", { class: "wb-toprow" });
  slots.actions = h("div", { class: "wb-actions" }, button);
  slots.chips.replaceWith(row);
  row.append(slots.chips, slots.actions);

  function open() {
    if (!built) {
      built = buildDialog(app, () => button.focus({ preventScroll: true }));
      app.root.append(built.dialog);
    }
    built.open();
  }
  return { button };
}
