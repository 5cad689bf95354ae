/* The legs tab: every reported leg with its standing; a click opens its card over the map. */

/** @import { Child } from "../core/dom.js" */
/** @import { App } from "../parts/app.js" */
/** @import { Day, Leg, Parts, State, Story } from "../state/types.js" */
/** @import { PanelList } from "./types.js" */

import { arrangeChildren, h } from "../core/dom.js";
import { modeBadge } from "../core/glyphs.js";
import { modeClass } from "../core/modes.js";
import { lineSwatch } from "../core/swatch.js";
import { capital, clip, counted } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { claimants, corroborating, legClaims } from "../state/claims.js";
import { listedLegs } from "../state/bundles.js";
import { standingOn } from "../state/disclosure.js";
import { noReply } from "../state/phrases.js";
import { createRuns } from "./runs.js";
import {
  createCards,
  dayWords,
  limited,
  markOutside,
  MOST_ROWS,
  moreWords,
  outsideWords,
} from "./lists.js";

const MOST_MOVING = 30; // of a long list, while a handle is held: what a pane can show

/** @param {Leg} leg */
function openEnds(leg) {
  if (leg.soft_first && leg.soft_last) return "; neither end dated";
  if (leg.soft_first) return "; start not dated";
  return leg.soft_last ? "; end not dated" : "";
}

/**
 * @param {string} term
 * @param {string | false} text
 * @returns {Child}
 */
const row = (term, text) =>
  text && [h("dt", { text: term }), h("dd", { dir: "auto", text: clip(text, 220) })];

/**
 * @param {Leg} leg
 * @param {Day | null} day
 */
function facts(leg, day) {
  const claims = legClaims(leg, day);
  return h(
    "dl",
    {},
    row("When", capital(leg.when) + openEnds(leg)),
    row("Said by", claimants([...claims.said, ...claims.alsoSaid]).join("; ")),
    row(
      "Rejected",
      claimants(claims.rejected).join("; ") ||
        (leg.claimRows.length > 0 && !claims.disputed.length && noReply(day)),
    ),
    row("Disputed", claimants(claims.disputed).join("; ")),
    row("Another account", claimants(claims.differing).join("; ")),
    row("Corroborated", claimants(corroborating(leg, claims, day)).join("; ")),
    row("Length", capital(leg.length)),
    row("Route", leg.route),
  );
}

/**
 * @param {Leg} leg
 * @param {Day | null} day
 * @param {() => void} open
 * @returns {Child[]}
 */
function content(leg, day, open) {
  const standing = standingOn(leg, day);
  const opener = h(
    "button",
    { type: "button", class: "wb-opener", on: { click: open } },
    arrows(clip(leg.name, 160)),
  );
  return [
    h(
      "div",
      { class: "wb-leg-top" },
      modeBadge(leg.mode, standing?.level, 24),
      h("h3", { dir: "auto" }, opener),
    ),
    standing &&
      h(
        "p",
        { class: "wb-standing " + modeClass(leg.mode) },
        lineSwatch(leg.mode, standing.level, 50),
        h("span", { text: standing.words }),
      ),
    facts(leg, day),
    h("p", { class: "wb-remark wb-only-out", text: "Outside the dates shown." }),
  ];
}

/**
 * @param {Story} story
 * @param {Day | null} day
 */
function introText(story, day) {
  const observed = story.legs.some((leg) => standingOn(leg, day)?.level === "observed");
  const described = story.claims.length
    ? "A leg is part of a route as claimed, or as drawn between claimed places; none is a proven delivery."
    : "A leg is part of a route as this record describes it.";
  return described + (observed ? "" : " No leg here has an observed path.");
}

/**
 * Which nodes stand in the list: legs in the story's order, or, when there are too many, those inside the
 * dates before the others.
 * @param {Story} story
 * @param {(leg: Leg, isOutside: boolean) => HTMLElement} nodeOf
 */
function createArrangement(story, nodeOf) {
  const divider = h("h3", { class: "wb-divider" });
  const more = h("p", { class: "wb-remark wb-unreported" });

  /** @param {Parts<Leg>} parts */
  function whole({ inside, outside }) {
    const isIn = new Set(inside);
    const isShown = new Set([...inside, ...outside]);
    return story.legs.filter((leg) => isShown.has(leg)).map((leg) => nodeOf(leg, !isIn.has(leg)));
  }

  /**
   * @param {Parts<Leg>} parts
   * @param {number} most
   * @param {string} wantedId
   */
  function firstOnes({ inside, outside }, most, wantedId) {
    const shownIn = limited(inside, most, wantedId);
    const shownOut = limited(outside, most - shownIn.length, wantedId);
    const nodes = shownIn.map((leg) => nodeOf(leg, false));
    if (shownOut.length) {
      divider.textContent = outsideWords(outside.length);
      nodes.push(divider, ...shownOut.map((leg) => nodeOf(leg, true)));
    }
    more.textContent = moreWords(inside.length + outside.length - shownIn.length - shownOut.length);
    return [...nodes, more];
  }

  /**
   * @param {State} state
   * @param {Parts<Leg>} parts
   * @param {string} wantedId
   * @param {number} most
   */
  return (state, parts, wantedId, most) =>
    parts.inside.length + parts.outside.length <= most
      ? whole(parts)
      : firstOnes(parts, state.settled ? most : MOST_MOVING, wantedId);
}

/**
 * @param {App} app
 * @returns {PanelList}
 */
export function legList({ story, store }) {
  const intro = h("p", { class: "wb-intro" });
  const list = h("div", { class: "wb-list" });
  const unreported = h("p", { class: "wb-remark wb-unreported" });
  /** @type {number | null} */
  let introFor = null;

  /** @param {string} id */
  const choose = (id) => store.set({ focus: { kind: "leg", id } });
  const { card, find } = createCards("leg", (/** @type {Leg} */ leg, day) =>
    content(leg, day, () => choose(leg.id)),
  );
  /** @type {{bucket: number, day: Day | null}} */
  let drawn = { bucket: -1, day: null };
  const arrange = createArrangement(story, (leg, isOutside) =>
    markOutside(card(leg, drawn.bucket, drawn.day), isOutside),
  );

  const runs = createRuns(
    (leg, isOutside) => markOutside(card(leg, drawn.bucket, drawn.day), isOutside),
    () => store.set({ runs: null }),
  );

  /** @type {PanelList["render"]} */
  function render(state, selection, bucket, wantedId, most = MOST_ROWS) {
    if (!story.legs.length) {
      intro.textContent = "This story has no legs.";
      return;
    }
    if (introFor !== bucket) {
      intro.textContent = introText(story, state.known);
      introFor = bucket;
    }
    drawn = { bucket, day: state.known };
    const listed = listedLegs(story, state.runs);
    intro.hidden = Boolean(listed);
    if (listed) {
      arrangeChildren(list, runs.nodes(listed, state, selection.legs));
      return;
    }
    const nodes = arrange(state, selection.legs, wantedId, most);
    const { inside, outside, unreported: later, filtered } = selection.legs;
    if (!inside.length && !outside.length && (filtered.length || !later.length)) {
      const text = filtered.length ? "No leg fits the filter." : "No leg in these dates.";
      nodes.push(h("p", { class: "wb-empty", text }));
    }
    if (later.length) {
      unreported.textContent =
        counted(later.length, "leg") + " not yet reported on " + dayWords(state.known) + ".";
      nodes.push(unreported);
    }
    arrangeChildren(list, nodes);
  }

  return {
    el: h("div", {}, intro, list),
    label: "Legs",
    count: (selection) => [selection.legs.inside.length, story.legs.length],
    render,
    find,
    choose,
    key: () => store.get().runs ?? "",
    head: () => runs.title,
  };
}
