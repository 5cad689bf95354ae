/* What can be pressed in a text: buttons that look like links, and links to other pages. */

import { h } from "../core/dom.js";
import { writeLink } from "../state/link.js";

/** A button that looks like a link. */
export const linkButton = (text, onClick, attrs) =>
  h("button", { type: "button", class: "wb-lnk", on: { click: onClick }, ...attrs }, text);

/** A link to the page of all claims: about the view as it is when the link is used, with `focus`. */
export function claimsPageLink(app, text, focus, hash) {
  const query = () =>
    writeLink({ ...app.store.get(), focus }, app.mapView?.view() ?? null, app.story.version);
  return app.host.pageLink("claims", text, { query, hash });
}
