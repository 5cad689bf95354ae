/* What can be pressed in a text: buttons that look like links, and links to other pages. */

/** @import { Attributes, Child } from "../core/dom.js" */
/** @import { Focus } from "../state/types.js" */
/** @import { App } from "./app.js" */

import { h } from "../core/dom.js";
import { writeLink } from "../state/link.js";

/**
 * A button that looks like a link.
 * @param {Child} text
 * @param {() => void} onClick
 * @param {Attributes} [attrs]
 */
export const linkButton = (text, onClick, attrs) =>
  h("button", { type: "button", class: "wb-lnk", on: { click: onClick }, ...attrs }, text);

/**
 * A link to the page of all claims: about the view as it is when the link is used, with `focus`.
 * @param {App} app
 * @param {string} text
 * @param {Focus} focus
 * @param {string} [hash] id of a claim on that page
 */
export function claimsPageLink(app, text, focus, hash) {
  const query = () =>
    writeLink({ ...app.store.get(), focus }, app.mapView?.view() ?? null, app.story.version);
  return app.host.pageLink("claims", text, { query, hash });
}
