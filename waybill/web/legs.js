/* The legs tab: every reported leg with its standing; a click opens its card over the map. */
(function () {
  "use strict";
  const W = window.Waybill;
  const MOST = 150;
  const MOST_MOVING = 30; // of a long list, while a handle is held: what a pane can show

  function content(ctx, leg, day, open) {
    const standing = W.standing(leg, day);
    const claims = W.legClaims(leg, day);
    const soft =
      leg.soft_first && leg.soft_last
        ? "neither end dated"
        : leg.soft_first
          ? "start not dated"
          : leg.soft_last
            ? "end not dated"
            : "";
    const row = (term, text, cls) =>
      text && [W.h("dt", { text: term }), W.h("dd", { class: cls || null, dir: "auto", text: W.clip(text, 220) })];
    return [
      W.h(
        "div",
        { class: "wb-leg-top" },
        W.modeBadge(leg.mode, 24),
        W.h(
          "h3",
          { dir: "auto" },
          W.h("button", { type: "button", class: "wb-opener", on: { click: open } }, W.arrows(W.clip(W.legTitle(leg), 160))),
        ),
      ),
      standing &&
        W.h(
          "p",
          { class: "wb-standing " + W.modeClass(leg.mode) },
          W.lineSwatch(leg.mode, standing.level, 50),
          W.h("span", { text: standing.words }),
        ),
      W.h(
        "dl",
        {},
        row("When", leg.when + (soft ? "; " + soft : "")),
        row("Said by", W.claimants([...claims.said, ...claims.alsoSaid]).join("; ")),
        row(
          "Rejected",
          W.claimants(claims.rejected).join("; ") || (leg.claimRows.length > 0 && !claims.disputed.length && W.noReply(day)),
        ),
        row("Disputed", W.claimants(claims.disputed).join("; ")),
        row("Another account", W.claimants(claims.differing).join("; ")),
        row(
          "Corroborated",
          W.claimants(W.corroborating(leg, claims, day)).join("; "),
        ),
        row("Length", leg.lengths && W.capital(leg.lengths.words)),
      ),
      W.h("p", { class: "wb-remark wb-only-out", text: "Outside the dates shown." }),
    ];
  }

  /** The list for createPanel: {el, label, count, render, find}. */
  W.legList = (ctx) => {
    const { story, store } = ctx;
    const cards = new Map();
    const intro = W.h("p", { class: "wb-intro" });
    const list = W.h("div", { class: "wb-list" });
    const el = W.h("div", {}, intro, list);
    const more = W.h("p", { class: "wb-remark wb-unreported" });
    const unreported = W.h("p", { class: "wb-remark wb-unreported" });
    const divider = W.h("h3", { class: "wb-divider" });
    let introFor = null;

    const open = (leg) => store.set({ focus: { kind: "leg", id: leg.id } });
    function card(leg, bucket, day) {
      let entry = cards.get(leg.id);
      if (!entry) {
        entry = { el: W.h("article", { class: "wb-item wb-leg", data: { kind: "leg", id: leg.id } }), bucket: null };
        cards.set(leg.id, entry);
      }
      if (entry.bucket !== bucket) {
        W.fill(
          entry.el,
          content(ctx, leg, day, () => open(leg)),
        );
        entry.bucket = bucket;
      }
      return entry.el;
    }

    function introText(day) {
      const observed = story.legs.some((leg) => {
        const standing = W.standing(leg, day);
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
          if (isIn.has(leg)) nodes.push(W.markOutside(card(leg, bucket, state.known), false));
          else if (W.standing(leg, state.known)) nodes.push(W.markOutside(card(leg, bucket, state.known), true));
      } else {
        const most = state.settled ? MOST : MOST_MOVING;
        const shownIn = W.limited(inside, most, wantedId);
        const shownOut = W.limited(outside, most - shownIn.length, wantedId);
        for (const leg of shownIn) nodes.push(W.markOutside(card(leg, bucket, state.known), false));
        if (shownOut.length) {
          divider.textContent = "Outside the dates shown (" + outside.length.toLocaleString("en") + ")";
          nodes.push(divider);
          for (const leg of shownOut) nodes.push(W.markOutside(card(leg, bucket, state.known), true));
        }
        more.textContent =
          "and " +
          (inside.length + outside.length - shownIn.length - shownOut.length).toLocaleString("en") +
          " more; the table page lists all.";
        nodes.push(more);
      }
      if (!inside.length && outside.length === 0 && !later.length)
        nodes.push(W.h("p", { class: "wb-empty", text: "No leg in these dates." }));
      if (later.length) {
        unreported.textContent = W.count(later.length, "leg") + " not yet reported on " + W.dayLong(state.known) + ".";
        nodes.push(unreported);
      }
      W.arrange(list, nodes);
    }

    return {
      el,
      label: "Legs",
      count: (selection) => [selection.legs.inside.length, story.legs.length],
      render,
      find: (id) => (cards.has(id) && cards.get(id).el.isConnected ? cards.get(id).el : null),
      choose: open,
    };
  };
})();
