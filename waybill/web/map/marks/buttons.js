/* Marks as elements in Leaflet markers. The list of marks is compared with what stands there, so a
   change of dates touches only the marks it concerns. */

/** @import { Pointing, ButtonMark, Mark } from "../types.js" */
/** @import { Tooltip } from "../../core/tooltip.js" */

import { fill, h } from "../../core/dom.js";
import { L } from "../leaflet.js";
import { FlatMarker } from "./marker.js";

/**
 * A mark that stands on the map.
 * @typedef {object} Standing
 * @property {HTMLElement} element
 * @property {L.Marker} marker
 * @property {Mark | ButtonMark} mark
 * @property {string} [look] what its element was last dressed for
 * @property {Mark | ButtonMark} [dressed] the same
 * @property {string} [signature]
 */

/** @param {Mark | ButtonMark} mark @returns {mark is ButtonMark} */
const isButton = (mark) => "press" in mark;

/**
 * @param {L.Map} map
 * @param {HTMLElement} pane
 * @param {Tooltip} tip
 * @param {Pointing} pointing
 */
export function createButtons(map, pane, tip, pointing) {
  /** @type {Map<string, Standing>} */
  const standing = new Map();

  /** @param {Mark | ButtonMark} mark @returns {Standing} */
  function build(mark) {
    const element = isButton(mark)
      ? h("button", { type: "button" })
      : h("span", { "aria-hidden": "true" });
    const marker = new FlatMarker([mark.lat, mark.lon], {
      pane: "wb-marks",
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: "wb-m-mark", html: element, iconSize: [0, 0] }),
    }).addTo(map);
    const record = { element, marker, mark };
    if (isButton(mark)) listen(record, tip, pointing);
    return record;
  }

  /** Put a mark on the map, or bring the one of that key up to it. @param {Mark | ButtonMark} mark */
  function show(mark) {
    const record = standing.get(mark.key) || build(mark);
    standing.set(mark.key, record);
    record.mark = mark;
    const at = record.marker.getLatLng();
    if (at.lat !== mark.lat || at.lng !== mark.lon) record.marker.setLatLng([mark.lat, mark.lon]);
    dress(record);
  }

  return {
    show,
    /** Bring a mark up to date that stands on the map; nothing where it does not. @param {ButtonMark} mark */
    refresh(mark) {
      const record = standing.get(mark.key);
      if (record) show({ target: isButton(record.mark) ? record.mark.target : undefined, ...mark });
    },
    /**
     * Take away the marks that are not among these; of the rings of a moment, or of the others.
     * @param {readonly Mark[]} marks
     * @param {boolean} rings
     */
    keepOnly(marks, rings) {
      const keys = new Set(marks.map((mark) => mark.key));
      for (const [key, record] of standing) {
        if (keys.has(key) || isButton(record.mark) === rings) continue;
        if (record.element.matches(":hover")) tip.hide();
        record.marker.remove();
        standing.delete(key);
      }
    },
    /** Keyboard order = reading order, unless the reader is just there. @param {readonly Mark[]} marks */
    keepOrder(marks) {
      if (pane.contains(document.activeElement)) return;
      const wanted = marks.flatMap((mark) => standing.get(mark.key)?.marker.getElement() ?? []);
      if (wanted.some((element, i) => pane.children[i] !== element)) pane.append(...wanted);
    },
    /** A ring around the buttons of these legs. @param {Set<string>} legs */
    heat(legs) {
      for (const { mark, element } of standing.values())
        if (isButton(mark) && mark.hover.kind === "leg")
          element.classList.toggle(
            "is-hot",
            (mark.legs ?? [mark.hover.id]).some((id) => legs.has(id)),
          );
    },
  };
}

/**
 * Make an element look as its mark says; touched only when that has changed.
 * @param {Standing} record
 */
function dress(record) {
  const { element, mark } = record;
  const button = isButton(mark) ? mark : null;
  const { className, alpha, dx = 0, dy = 0 } = mark;
  const parts = [
    className,
    button?.signature,
    alpha,
    button?.label,
    dx,
    dy,
    button?.wide,
    button?.target,
  ];
  const look = parts.join("\n");
  if (look === record.look) return;
  record.look = look;
  /** @type {[Partial<ButtonMark> | undefined, Partial<ButtonMark>]} */
  const [before, now] = [record.dressed, mark];
  record.dressed = mark;
  const isOther = (/** @type {keyof ButtonMark} */ key) => !before || before[key] !== now[key];
  if (isOther("className")) element.className = "wb-m-press " + className;
  if (isOther("alpha")) element.style.opacity = alpha < 1 ? String(alpha) : "";
  if (isOther("dx")) element.style.left = dx + "px";
  if (isOther("dy")) element.style.top = dy + "px";
  if (isOther("wide")) element.style.width = button?.wide ? button.wide + "px" : "";
  if (!button) return;
  if (isOther("target")) element.style.setProperty("--target", button.target ?? "");
  if (isOther("label")) element.setAttribute("aria-label", button.label);
  if (isOther("quiet")) element.tabIndex = button.quiet ? -1 : 0;
  if (button.quiet) element.setAttribute("aria-hidden", "true");
  if (record.signature === button.signature && element.firstChild) return;
  fill(element, button.content());
  record.signature = button.signature;
}

/**
 * A press opens what the mark stands for; the pointer or the keyboard's focus shows its hint.
 * @param {Standing} record
 * @param {Tooltip} tip
 * @param {Pointing} pointing
 */
function listen(record, tip, pointing) {
  const { element } = record;
  const mark = () => /** @type {ButtonMark} */ (record.mark);
  L.DomEvent.disableClickPropagation(element);
  element.addEventListener("click", () => mark().press());
  const enter = (/** @type {Event} */ event) => {
    pointing.set(mark().hover);
    tip.show(event.type === "focus" ? element : event, mark().tip());
  };
  const leave = () => {
    pointing.set(null);
    tip.hide();
  };
  element.addEventListener("pointerenter", (event) => {
    if (event.pointerType !== "touch") enter(event);
  });
  element.addEventListener("pointerleave", leave);
  element.addEventListener("focus", (event) => {
    if (element.matches(":focus-visible")) enter(event);
  });
  element.addEventListener("blur", leave);
}
