// @ts-nocheck -- not typed yet
/* The pointer on the map: which leg it is near, the hint beside it, and the click that opens a card.
   For the keyboard there are the legs' badges and the panel. */

/** safely(work): runs work and keeps an error from spreading (map.js). */
export function watchPointer(stage, safely) {
  const { map, store } = stage;
  let frame = 0;
  let pointed = null;

  function point(event) {
    const leg = event && stage.lines.legAt(event.containerPoint);
    map.getContainer().classList.toggle("wb-pointing", Boolean(leg));
    if (leg) stage.app.tip.show(event.originalEvent, stage.legTip(leg));
    if (leg === pointed) return;
    pointed = leg;
    stage.setHover(leg ? { kind: "leg", id: leg.id } : null);
    if (!leg) stage.app.tip.hide();
  }
  function leave() {
    cancelAnimationFrame(frame);
    if (pointed) point(null);
  }
  const isOnMark = (event) =>
    Boolean(
      event.originalEvent.target.closest && event.originalEvent.target.closest(".wb-m-press"),
    );

  map.on("mousemove", (event) => {
    if (map._animatingZoom) return;
    if (isOnMark(event)) {
      pointed = null; // the mark speaks for itself now
      cancelAnimationFrame(frame);
      return;
    }
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => safely(() => point(event)));
  });
  map.on("mouseout movestart", leave);
  map.on("click", (event) =>
    safely(() => {
      if (isOnMark(event)) return;
      const leg = stage.lines.legAt(event.containerPoint);
      if (leg) store.set({ focus: { kind: "leg", id: leg.id } });
    }),
  );
}
