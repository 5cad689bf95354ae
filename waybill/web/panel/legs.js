// @ts-nocheck -- not typed yet
/* The legs tab: every reported leg with its standing; a click opens its card over the map. */

import { dayLong } from "../core/dates.js";
import { arrangeChildren, fill, h } from "../core/dom.js";
import { modeBadge } from "../core/glyphs.js";
import { modeClass } from "../core/modes.js";
import { lineSwatch } from "../core/swatch.js";
import { capital, clip, counted } from "../core/text.js";
import { arrows } from "../parts/arrows.js";
import { claimants, corroborating, legClaims } from "../state/claims.js";
import { standingOn } from "../state/disclosure.js";
import { noReply } from "../state/phrases.js";
import { limited, markOutside } from "./lists.js";

const MOST = 150;
const MOST_MOVING = 30; // of a long list, while a handle is held: what a pane can show

function content(app, leg, day, open) {
  const standing = standingOn(leg, day);
  const claims = legClaims(leg, day);
  const soft =
    leg.soft_first && leg.soft_last
      ? "neither end dated"
      : leg.soft_first
        ? "start not dated"
        : leg.soft_last
          ? "end not dated"
          : "";
  const row = (term, text, cls) =>
    text && [
      h("dt", { text: term }),
      h("dd", { class: cls || null, dir: "auto", text: clip(text, 220) }),
    ];
  return [
    h(
      "div",
      { class: "wb-leg-top" },
      modeBadge(leg.mode, 24),
      h(
        "h3",
        { dir: "auto" },
        h(
          "button",
          { type: "button", class: "wb-opener", on: { click: open } },
          arrows(clip(leg.name, 160)),
        ),
      ),
    ),
    standing &&
      h(
        "p",
        { class: "wb-standing " + modeClass(leg.mode) },
        lineSwatch(leg.mode, standing.level, 50),
        h("span", { text: standing.words }),
      ),
    h(
      "dl",
      {},
      row("When", leg.when + (soft ? "; " + soft : "")),
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
    ),
    h("p", { class: "wb-remark wb-only-out", text: "Outside the dates shown." }),
  ];
}

/** The list for createPanel: {el, label, count, render, find}. */
export function legList(app) {
  const { story, store } = app;
  const cards = new Map();
  const intro = h("p", { class: "wb-intro" });
  const list = h("div", { class: "wb-list" });
  const el = h("div", {}, intro, list);
  const more = h("p", { class: "wb-remark wb-unreported" });
  const unreported = h("p", { class: "wb-remark wb-unreported" });
  const divider = h("h3", { class: "wb-divider" });
  let introFor = null;

  const open = (leg) => store.set({ focus: { kind: "leg", id: leg.id } });
  function card(leg, bucket, day) {
    let entry = cards.get(leg.id);
    if (!entry) {
      entry = {
        el: h("article", { class: "wb-item wb-leg", data: { kind: "leg", id: leg.id } }),
        bucket: null,
      };
      cards.set(leg.id, entry);
    }
    if (entry.bucket !== bucket) {
      fill(
        entry.el,
        content(app, leg, day, () => open(leg)),
      );
      entry.bucket = bucket;
    }
    return entry.el;
  }

  function introText(day) {
    const observed = story.legs.some((leg) => {
      const standing = standingOn(leg, day);
      return standing && standing.level === "observed";
    });
    const described = story.claims.length
      ? "A leg is part of a route as claimed, or as drawn between claimed places; none is a proven delivery."
      : "A leg is part of a route as this record describes it.";
    return described + (observed ? "" : " No leg here has an observed path.");
  }

  function render(state, selection, bucket, wantedId) {
    if (!story.legs.length) {
      intro.textContent = "This story has no legs.";
      return;
    }
    if (introFor !== bucket) {
      intro.textContent = introText(state.known);
      introFor = bucket;
    }
    const { inside, outside, unreported: later } = selection.legs;
    const nodes = [];
    if (inside.length + outside.length <= MOST) {
      const isIn = new Set(inside);
      for (const leg of story.legs)
        if (isIn.has(leg)) nodes.push(markOutside(card(leg, bucket, state.known), false));
        else if (standingOn(leg, state.known))
          nodes.push(markOutside(card(leg, bucket, state.known), true));
    } else {
      const most = state.settled ? MOST : MOST_MOVING;
      const shownIn = limited(inside, most, wantedId);
      const shownOut = limited(outside, most - shownIn.length, wantedId);
      for (const leg of shownIn) nodes.push(markOutside(card(leg, bucket, state.known), false));
      if (shownOut.length) {
        divider.textContent =
          "Outside the dates shown (" + outside.length.toLocaleString("en") + ")";
        nodes.push(divider);
        for (const leg of shownOut) nodes.push(markOutside(card(leg, bucket, state.known), true));
      }
      more.textContent =
        "and " +
        (inside.length + outside.length - shownIn.length - shownOut.length).toLocaleString("en") +
        " more; the table page lists all.";
      nodes.push(more);
    }
    if (!inside.length && outside.length === 0 && !later.length)
      nodes.push(h("p", { class: "wb-empty", text: "No leg in these dates." }));
    if (later.length) {
      unreported.textContent =
        counted(later.length, "leg") + " not yet reported on " + dayLong(state.known) + ".";
      nodes.push(unreported);
    }
    arrangeChildren(list, nodes);
  }

  return {
    el,
    label: "Legs",
    count: (selection) => [selection.legs.inside.length, story.legs.length],
    render,
    find: (id) => (cards.has(id) && cards.get(id).el.isConnected ? cards.get(id).el : null),
    choose: open,
  };
}
