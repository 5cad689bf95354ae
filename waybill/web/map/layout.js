/* Lays out what depends on where the map looks and on what floats over it: marks, inset, labels. */

/** @import { Badges, Inset, Marks, Stage } from "./types.js" */

const LABEL_WAIT_MS = 120; // labels follow a dragged handle this much later

/** @typedef {ReturnType<typeof createLayout>} Layout */

/**
 * @param {Stage} stage
 * @param {object} parts
 * @param {{update: () => void}} parts.scale
 * @param {Badges} parts.badges
 * @param {Inset} parts.inset
 * @param {Marks} parts.marks
 * @param {{layout: () => boolean}} parts.labels
 * @param {{redraw: () => void}} parts.overlay
 * @param {(work: () => void) => void} safely
 */
export function createLayout({ map, store, floats }, parts, safely) {
  const { scale, badges, inset, marks, labels, overlay } = parts;
  let frame = 0;
  /** @type {ReturnType<typeof setTimeout> | null} */
  let labelTimer = null;

  function nameThings() {
    floats.forget();
    if (labels.layout()) overlay.redraw();
    inset.draw();
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
    /** The labels alone, a moment later while a handle is held. */
    labelsSoon() {
      labelTimer ??= setTimeout(
        () => {
          labelTimer = null;
          safely(nameThings);
        },
        store.get().settled ? 0 : LABEL_WAIT_MS,
      );
    },
    areLabelsWaiting: () => labelTimer !== null,
  };
}
