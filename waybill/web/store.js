/* The state of the page and who hears of it. A change is announced once a frame, to every part. */
(function () {
  "use strict";
  const W = window.Waybill;

  /** State: from, to (days, inclusive), known (day or null), domain ("window" | "record": length of
      the timeline), focus ({kind: leg|visit|claim|place|step, id} or null), tab (visits | legs |
      claims), hover ({kind, id} or null), playing (null | "dates" | "known"), settled (false while a
      handle is held or a playback runs).
      set(patch) merges and schedules one frame; subscribers get (state, selection, changed) where
      changed is the set of keys that differ from the last announcement. */
  W.createStore = (story, initial) => {
    let state = { from: story.window[0], to: story.window[1], known: null, domain: "window", focus: null,
      tab: W.defaultTab(story), hover: null, playing: null, settled: true, theme: "light", ...initial };
    W.shapeLegs(story, state.known);
    let announced = {};
    let selection = W.select(story, state);
    let scheduled = false;
    let subscribers = [];
    const same = (a, b) => a === b || (a && b && typeof a === "object" && a.kind === b.kind && a.id === b.id);

    function flush() {
      scheduled = false;
      const changed = new Set(Object.keys(state).filter((key) => !same(state[key], announced[key])));
      if (!changed.size) return;
      if (changed.has("from") || changed.has("to") || changed.has("known")) selection = W.select(story, state);
      if (changed.has("known")) W.shapeLegs(story, state.known);
      announced = { ...state };
      for (const subscriber of subscribers) subscriber(state, selection, changed);
    }

    return {
      get: () => state,
      selection: () => selection,
      /** Returns a function that ends the subscription. */
      subscribe(subscriber) {
        subscribers = [...subscribers, subscriber];
        return () => (subscribers = subscribers.filter((other) => other !== subscriber));
      },
      /** Announce now instead of on the next frame (start-up, tests). */
      flush,
      /** Announce every key to everyone: parts that came later hear the whole state once. */
      announceAll() {
        announced = {};
        flush();
      },
      set(patch) {
        const next = { ...state, ...patch };
        if ("from" in patch || "to" in patch) {
          next.from = Math.round(next.from);
          next.to = Math.round(next.to);
          if (next.from > next.to) [next.from, next.to] = [next.to, next.from];
          // A range outside the short axis widens the axis: nothing selected is ever off screen.
          const [low, high] = W.domainDays(story, next.domain);
          if (next.domain === "window" && (next.from < low || next.to > high)) next.domain = "record";
        }
        state = next;
        if (!scheduled) {
          scheduled = true;
          requestAnimationFrame(flush);
        }
      },
    };
  };

  /** First and last day of the axis for a domain: the window with three days' margin, or the record. */
  W.domainDays = (story, domain) =>
    domain === "window" ? [story.window[0] - 3, story.window[1] + 3] : [story.record[0], story.record[1]];
})();
