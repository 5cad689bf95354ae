/* The view as something to pass on: a link, and code for another page. */

/** @import { App } from "../parts/app.js" */
/** @import { Embed } from "../state/types.js" */

/**
 * The view as a link; what embeds it (embed) stands in it, and nothing of how this page was opened.
 * @param {Pick<App, "host" | "options" | "store" | "link">} app
 * @param {Embed | null} embed
 */
export const shareLink = (app, embed) =>
  app.host.address(app.options.public_url, app.store.get().focus) + "?" + app.link({ embed });

/** @param {string} text */
const attribute = (text) =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

/**
 * Code for another page: an iframe of `link`, which is already an address.
 * @param {string} link
 * @param {string} title
 * @param {number} height px
 */
export const embedCode = (link, title, height) =>
  `<iframe src="${attribute(link)}" title="${attribute(title)}" width="100%" height="${height}" ` +
  'style="border:0" loading="lazy" allow="clipboard-write; fullscreen"></iframe>';
