/* One small hint at a time, for mouse and keyboard. It repeats or adds to what the page says
   elsewhere; touch never sees it. */
(function () {
  "use strict";
  const W = window.Waybill;
  const GAP_PX = 10;
  let tip = null;
  let described = null;
  let leaving = 0;
  let touched = false;

  function box() {
    if (tip && tip.isConnected) return tip;
    tip = W.root && W.root.querySelector(".wb-tip");
    if (!tip) return null;
    tip.setAttribute("role", "tooltip");
    tip.id = tip.id || "wb-tip";
    tip.hidden = true;
    // The hint stays while the pointer rests on it (WCAG 1.4.13).
    tip.addEventListener("pointerenter", () => clearTimeout(leaving));
    tip.addEventListener("pointerleave", hide);
    return tip;
  }

  function hideNow() {
    clearTimeout(leaving);
    if (described) described.removeAttribute("aria-describedby");
    described = null;
    if (tip) tip.hidden = true;
  }
  function hide() {
    clearTimeout(leaving);
    leaving = setTimeout(hideNow, 90);
  }

  /** Show `children` (elements or text) at an element, or at the pointer of a mouse event. */
  function show(anchor, ...children) {
    const el = box();
    if (!el || !anchor) return;
    const event = anchor instanceof Event ? anchor : null;
    if (event ? event.pointerType === "touch" || (touched && event.type !== "focusin" && event.type !== "focus") : touched)
      return;
    clearTimeout(leaving);
    if (described) described.removeAttribute("aria-describedby");
    described = null;
    const atPointer = event && typeof event.clientX === "number" && (event.clientX || event.clientY);
    const target = event ? event.currentTarget || event.target : anchor;
    W.fill(el, ...children);
    el.hidden = false;
    el.classList.toggle("wb-tip-pass", Boolean(atPointer)); // under a moving pointer it must not catch it
    const rect = atPointer
      ? { left: event.clientX, right: event.clientX, top: event.clientY, bottom: event.clientY + 8 }
      : target.getBoundingClientRect();
    place(el, rect);
    if (!atPointer && target instanceof Element && !target.hasAttribute("aria-describedby")) {
      target.setAttribute("aria-describedby", el.id);
      described = target;
    }
  }

  /* Above the anchor where there is room in the document, else below it; never past its sides. */
  function place(el, rect) {
    const ground = (el.offsetParent || document.documentElement).getBoundingClientRect();
    const width = el.offsetWidth;
    const height = el.offsetHeight;
    const room = document.documentElement.clientWidth;
    const left = W.clamp((rect.left + rect.right) / 2 - width / 2, 8, Math.max(8, room - width - 8));
    const above = rect.top - height - GAP_PX;
    const top = above >= 4 ? above : rect.bottom + GAP_PX;
    el.style.left = left - ground.left + "px";
    el.style.top = top - ground.top + "px";
  }

  W.tip = { show, hide, hideNow };

  document.addEventListener(
    "pointerdown",
    (event) => {
      touched = event.pointerType === "touch";
      hideNow();
    },
    true,
  );
  document.addEventListener(
    "pointermove",
    (event) => {
      if (event.pointerType === "mouse") touched = false;
    },
    { capture: true, passive: true },
  );
  document.addEventListener(
    "keydown",
    (event) => {
      touched = false;
      if (event.key === "Escape") hideNow();
    },
    true,
  );
})();
