/* Lays out what depends on where the map looks and on what floats over it: marks, inset, labels. */

/** @import { Badges, Inset, Marks, Stage } from "./types.js" */

const STEP_WAIT_MS = 40; // labels follow a step once the picture with its legs is on the screen …
const LABEL_WAIT_MS = 120; // … and a dragged handle this much later
const QUICK_MS = 6; // labels that take longer to lay out wait until the handle pauses …
const PLAYED_SHARE = 20; // … and take at most one part in so many of a playback

/** @typedef {ReturnType<typeof createLayout>} Layout */

/**
 * @param {Stage} stage
 * @param {object} parts
 * @param {{update: () => void}} parts.scale
 * @param {Badges} parts.badges
 * @param {{decide: () => void}} parts.lines
 * @param {Inset} parts.inset
 * @param {Marks} parts.marks
 * @param {{layout: () => boolean}} parts.labels
 * @param {{redraw: () => void}} parts.overlay
 * @param {(work: () => void) => void} safely
 */
export function createLayout({ map, store, floats }, parts, safely) {
  const { scale, badges, lines, inset, marks, labels, overlay } = parts;
  let frame = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let labelTimer = null;

  let lastMs = 0; // that names took

  function nameThings() {
    const started = performance.now();
    floats.forget();
    if (labels.layout()) overlay.redraw();
    inset.draw();
    lastMs = performance.now() - started;
  }
  /** How long labels wait that the dates have changed. */
  function labelWait() {
    const { settled, playing } = store.get();
    if (lastMs <= QUICK_MS) return settled ? STEP_WAIT_MS : LABEL_WAIT_MS;
    return playing ? Math.max(LABEL_WAIT_MS, PLAYED_SHARE * lastMs) : LABEL_WAIT_MS;
  }
  function cancelLabels() {
    if (labelTimer !== null) clearTimeout(labelTimer);
    labelTimer = null;
  }

  function now() {
    cancelAnimationFrame(frame);
    frame = 0;
    cancelLabels();
    floats.forget();
    badges.forget();
    scale.update();
    lines.decide();
    inset.decide();
    marks.sync();
    inset.place(marks.boxes());
    nameThings();
    map.getPane("wb-labels")?.classList.remove("is-moving");
  }

  return {
    now,
    /** Everything, before the next picture. */
    soon() {
      frame = frame || requestAnimationFrame(() => safely(now));
    },
    /** The labels alone: a moment later while a handle is held, or when it pauses. */
    labelsSoon() {
      if (lastMs > QUICK_MS && !store.get().playing) cancelLabels();
      labelTimer ??= setTimeout(() => {
        labelTimer = null;
        safely(nameThings);
      }, labelWait());
    },
    areLabelsWaiting: () => labelTimer !== null,
  };
}
