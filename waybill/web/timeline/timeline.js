/* The timeline: a heading with Play, the dates in words and the switches; below it axis, lanes, handles. */

/** @import { App } from "../parts/app.js" */
/** @import { Domain } from "../state/types.js" */
/** @import { Playback } from "./types.js" */

import { fill, h } from "../core/dom.js";
import { changed } from "../state/store.js";
import { hasDays, isOfFlowsAlone } from "../state/when.js";
import { createHeading } from "./heading.js";
import { createPlay } from "./playback/play.js";
import { createPlot, isSwitchable } from "./plot.js";
import { viewWords } from "./said.js";
import { createUndated } from "./undated.js";

/**
 * Build the timeline into app.slots.timeline.
 * @param {App} app
 * @param {Playback} playback
 */
export function createTimeline(app, playback) {
  const { story, store } = app;
  const canSwitch = isSwitchable(story);
  const setDomain = (/** @type {Domain} */ domain) => {
    const [from, to] = domain === "window" ? story.window : story.record;
    store.set({ domain, from, to, settled: true, playing: null });
  };
  const play = createPlay(app, playback);
  const heading = createHeading(app, play, { isSwitchable: canSwitch, setDomain });
  const plot = createPlot(app, () => setDomain("record"));
  const undated = createUndated(app);
  const isOnAxis = hasDays(story);
  const isShipments = isOfFlowsAlone(story);
  const axis = isOnAxis && [heading.el, plot.el];
  fill(app.slots.timeline, h("div", { class: "wb-tl" }, axis, undated?.el));

  store.subscribe((state, previous) => {
    // "As known on" needs the whole record: most of what is said comes after the dates it is about.
    const isTurnedOn = previous?.known === null && state.known !== null;
    if (isTurnedOn && canSwitch && state.domain === "window") store.set({ domain: "record" });
    plot.draw(state, previous);
  });
  store.subscribeLater((state, previous) => {
    heading.draw(state, previous);
    plot.drawLater(state, previous);
    undated?.draw(state, previous);
    app.root.classList.toggle("wb-playing", state.playing !== null);
    const isSettled = previous && state.settled && !state.playing;
    if (
      isSettled &&
      changed(state, previous, "from", "to", "known", "undated", "filter", "settled")
    )
      app.announce(
        viewWords(
          state,
          isShipments ? null : store.selection(),
          app.flows?.sentences()[0],
          isOnAxis,
        ),
      );
  });
  document.fonts.ready.then(() => {
    app.measure.forget();
    plot.rebuild();
  });
  return { focusSwitch: heading.focusSwitch, guests: plot.guests };
}
