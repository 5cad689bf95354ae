/* Two pictures in the share dialog: the QR code of the link, and what a shared link shows. */

/** @import { App } from "../parts/app.js" */

import { fill, h } from "../core/dom.js";
import { loadPictures } from "./picture/load.js";

/**
 * draw(link) draws them for the view of now.
 * @param {App} app
 */
export function createPictures(app) {
  const code = h("figure", { class: "wb-sh-qr", hidden: true });
  const card = h("figure", { class: "wb-sh-card", hidden: true });
  /** @param {string} link */
  function draw(link) {
    drawCode(code, app, link);
    drawCard(card, app);
  }
  return { el: h("div", { class: "wb-sh-pictures" }, code, card), draw };
}

/**
 * Once the script of pictures is there; the link is there to copy meanwhile.
 * @param {HTMLElement} figure
 * @param {App} app
 * @param {string} link
 */
async function drawCode(figure, app, link) {
  figure.dataset.link = link;
  try {
    const { qrCode } = await loadPictures(app);
    if (figure.dataset.link !== link) return; // another view has been chosen
    fill(figure, qrCode(link), h("figcaption", { text: "Scan to open it on a phone" }));
    figure.hidden = false;
  } catch {
    figure.hidden = true; // too long for a QR code, or without the network
  }
}

/**
 * @param {HTMLElement} figure
 * @param {App} app
 */
function drawCard(figure, { options, link }) {
  const { card } = options.assets;
  figure.hidden = !card;
  if (!card) return;
  const picture = h("img", {
    src: card + "?" + link({ embed: null }),
    width: 1200,
    height: 630,
    alt: "Picture of this view, as a shared link shows it",
    on: { error: () => (figure.hidden = true) },
  });
  fill(figure, picture, h("figcaption", { text: "What a shared link shows" }));
}
