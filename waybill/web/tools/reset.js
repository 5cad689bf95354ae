/* Back to the view that the story opens on. */

/** @import { App } from "../parts/app.js" */

import { NO_FILTER } from "../state/filter/filter.js";
import { defaultTab } from "../state/link.js";
import { openingDomain } from "../state/opening.js";
import { button } from "./button.js";

/** @param {App} app */
export function createReset(app) {
  const { story, store } = app;
  const drawing = "M2.200 4.500A5.500 5.500 0 1 1 1.500 7.500M2 1v3.700h3.700";
  return button("Reset: dates, filter, focus and map as the story opens", drawing, () => {
    const [from, to] = story.window;
    const view = { from, to, known: null, focus: null, filter: NO_FILTER, tab: defaultTab(story) };
    store.set({ ...view, domain: openingDomain(story), playing: null, settled: true });
    app.mapView?.showFocus(null);
    app.announce("The view is as the story opens.");
  });
}
