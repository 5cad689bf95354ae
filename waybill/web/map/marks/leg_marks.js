/* The badges of legs, and of bundles of them: how many runs there are on a line. */

/** @import { Bundle, FocusKind, Leg } from "../../state/types.js" */
/** @import { Badges, BadgeSpot, ButtonMark, Frame, Lines, Look, Stage } from "../types.js" */

import { modeIcon } from "../../core/glyphs.js";
import { opacity } from "../../core/grammar.js";
import { h } from "../../core/dom.js";
import { knownMode } from "../../core/modes.js";
import { insideWords, runsWords } from "../../state/bundles.js";
import { emphasisOf } from "../lines/looks.js";
import { badgeMarks } from "./badges.js";
import { legTip } from "../pointing.js";
import { latOf, lonOf } from "../geometry/mercator.js";

const FAINTEST = 0.45; // opacity
const [WIDE_PX, DIGIT_PX] = [38, 8];

/**
 * Makes the badges of a leg, or of the bundle that it belongs to.
 * @param {Stage} stage
 * @param {Pick<Lines, "look" | "publicLook">} lines
 * @param {Pick<Badges, "spots">} badges
 * @param {{on: (kind: FocusKind, id: string) => void, runs: (bundle: Bundle) => void}} press
 */
export function createLegMarks({ story, store, scene }, lines, badges, press) {
  /** @param {Leg} leg @param {Frame} frame @returns {ButtonMark[]} */
  return (leg, frame) => {
    const spots = badges.spots().get(leg.id);
    if (!spots) return [];
    const bundle = story.bundleOf.get(leg.id);
    const emphasis = emphasisOf(story, store.get(), scene.check);
    const runs = (bundle?.legs ?? []).flatMap((run) => {
      const its = lines.publicLook(run);
      // Plain lines step back on their own canvas, all at once.
      const isAside = emphasis !== null && !emphasis.has(run.id);
      return its ? { leg: run, look: isAside ? { ...its, alpha: opacity.aside } : its } : [];
    });
    if (bundle && runs.length > 1)
      return runsMarks(
        bundle,
        runs,
        spots,
        frame,
        runs.some((run) => lines.look(run.leg)),
        () => press.runs(bundle),
      );
    const look = lines.look(leg);
    if (!look) return [];
    const tip = () => legTip(leg, store.get().known);
    return badgeMarks(leg, look, spots, frame, () => press.on("leg", leg.id), tip);
  };
}

/**
 * @param {Bundle} bundle
 * @param {readonly {leg: Leg, look: Look}[]} runs those that are public
 * @param {readonly BadgeSpot[]} spots
 * @param {Frame} frame
 * @param {boolean} hasLine is any of them drawn?
 * @param {() => void} press
 * @returns {ButtonMark[]}
 */
export function runsMarks(bundle, runs, spots, frame, hasLine, press) {
  const inside = runs.filter(({ look }) => look.inside).length;
  const count = String(inside || runs.length);
  const legs = runs.map(({ leg }) => leg);
  const [{ leg, look }] = runs;
  const words = [runsWords(legs), insideWords(inside, runs.length)].filter(Boolean);
  const isOpen = look.level === "unpublished";
  return spots
    .slice(0, 1)
    .map((spot) => ({
      key: "runs:" + bundle.id,
      lat: latOf(spot.y / frame.scale),
      lon: lonOf(spot.x / frame.scale),
      box: 29,
      wide: WIDE_PX + DIGIT_PX * count.length,
      className: `wb-m-badge wb-m-runs wb-m-badge-${knownMode(leg.mode)}${hasLine ? "" : " is-gone"}`,
      alpha: Math.max(FAINTEST, ...runs.map((run) => run.look.alpha)),
      signature: [leg.mode, isOpen, count].join(),
      label: words.join(", ") + ". Open their list",
      content: () => [isOpen ? "?" : modeIcon(leg.mode, look.level), "×" + count],
      press,
      hover: { kind: "leg", id: leg.id },
      legs: legs.map(({ id }) => id),
      tip: () => tipOf(words),
    }));
}

/** @param {readonly string[]} words */
const tipOf = ([first, ...others]) => [
  h("b", { text: first }),
  ...[...others, "Press for their list"].map((text) => h("span", { class: "wb-tip-line", text })),
];
