/* Above and below everything: title, key figures with who said and who rejects them, the steps of
   the story, and the credits. */
(function () {
  "use strict";
  const W = window.Waybill;
  const BASE_MAP = "Base map: Natural Earth; places: see sources. Borders follow UN practice; they are not an endorsement.";

  /* ---- figures ---- */

  /* "White House, 13 Oct 2023, and 2 others": who spoke first, without the detail in brackets that
     the claims tab has; then how many more did. The same for those who say and those who reject. */
  function people(claims, after) {
    const [first] = claims;
    const who = first.claimant.length > 30 ? W.party(first.claimant) : first.claimant;
    const words = W.sameYear(after, first.stated) ? W.withoutYear(first.stated_words, first.stated) : first.stated_words;
    const others = W.parties(claims).length - 1;
    return {
      text: W.clip(who, 60) + ", " + words + (others > 0 ? ", and\u00a0" + W.count(others, "other").replace(" ", "\u00a0") : ""),
      year: first.stated,
    };
  }

  const said = (label, text) => W.h("span", { class: "wb-fig-line", dir: "auto" }, W.h("em", { text: label }), " ", text);

  /* Claims behind a figure that state it, and those that answer them, as published by that day. */
  function voices(story, ids, day) {
    const rows = ids
      .map((id) => story.claimById.get(id))
      .filter((claim) => claim && W.isKnown(claim, day))
      .sort((a, b) => a.known - b.known);
    const all = new Set(rows);
    for (const claim of rows) for (const answer of W.thread(claim, day)) all.add(answer);
    const against = [...all]
      .filter(W.isAgainst)
      .sort((a, b) => a.known - b.known);
    return {
      stating: rows.filter((claim) => !against.includes(claim)),
      rejecting: against.filter((claim) => claim.stance === "denies"),
      disputing: against.filter((claim) => claim.stance === "disputes"),
    };
  }

  const km = (value) => W.grouped(Math.round(value));
  const theNearest = (label) => (/^(nearest|closest)\b/i.test(label) ? "the " + label : label);

  /* From a figure to what it was compared with: the leg that was measured, or the claim that was counted. */
  function checkLine(ctx, check) {
    const line = check.rows.length ? check.rows[check.rows.length - 1] : null;
    const to = check.leg ? { kind: "leg", id: check.leg } : check.claims.length ? { kind: "claim", id: check.claims[0] } : null;
    const open = () => ctx.store.set(to.kind === "claim" ? { focus: to, tab: "claims" } : { focus: to });
    const text = check.kind === "length" && line ? "Line drawn: " + line.words : check.kind === "count" ? "What images are said to show" : check.label;
    return W.h("span", { class: "wb-fig-line", dir: "auto" }, to ? W.linkButton(text, open) : text);
  }

  /** One figure's number and lines on a known-on day: {number: [nodes], lines: [nodes], words}. */
  function figureParts(ctx, figure, day) {
    const { story } = ctx;
    const check = figure.check ? story.checkById.get(figure.check) : null;
    const ids = figure.claims.length ? figure.claims : (check && check.claims) || [];
    const { stating, rejecting, disputing } = voices(story, ids, day);
    // Without claims a figure has no day of its own: it waits for the leg that it measures, and where
    // it measures none until every leg has been reported.
    const waits = () => (check ? !W.isKnown(check, day) : story.legs.some((leg) => !W.standing(leg, day)));
    const out = day !== null && (ids.length ? !stating.length : waits());
    if (out) return { number: ["—"], lines: [said("Not yet reported", "on " + W.dayLong(day))], words: true, out };

    const lines = [];
    const measured = check && check.kind === "distance";
    if (stating.length) {
      const { text, year } = people(stating, null);
      lines.push(said("Said by", text));
      if (!measured || rejecting.length)
        lines.push(
          rejecting.length
            ? said("Rejected by", people(rejecting, year).text)
            : disputing.length
              ? said("Disputed by", people(disputing, year).text)
              : W.h("span", { class: "wb-fig-line", text: W.noReply(day) }),
        );
    }
    const measure = measured && check.measures[0];
    if (measure) {
      const show = () => ctx.mapView && ctx.mapView.showCheck && ctx.mapView.showCheck(check.id);
      lines.push(
        said(
          "Measured to",
          W.linkButton(theNearest(measure.label.replace(/^to (the )?/, "")), show, {
            title: "Show the measured lines on the map",
          }),
        ),
      );
    }
    if (figure.basis)
      for (const part of figure.basis.split(/;\s*/, 12))
        lines.push(W.h("span", { class: "wb-fig-line", dir: "auto", text: W.clip(W.capital(part), 120) }));

    if (measure) {
      const pair = (value, unit) => W.h("span", { class: "wb-pair" }, km(value), " ", W.h("small", { text: unit }));
      return {
        number:
          check.stated_km === null
            ? [pair(measure.km, "km measured")]
            : [pair(check.stated_km, "km stated"), W.h("i", { class: "wb-slash", text: " / " }), pair(measure.km, "km measured")],
        lines,
      };
    }
    if (check && !measured) lines.push(checkLine(ctx, check));
    const value = String(figure.value);
    return {
      number: [W.clip(value, 60), figure.unit && " ", figure.unit && W.h("small", { text: figure.unit })],
      lines,
      words: !/\d/.test(value) || value.length > 14,
    };
  }

  function createFigures(ctx) {
    const { story } = ctx;
    if (!story.figures.length) return { el: null, draw() {} };
    const rows = story.figures.map((figure) => {
      const number = W.h("dd", { class: "wb-n" });
      const lines = W.h("dd", { class: "wb-w" });
      const label = W.h("dt", { dir: "auto" });
      return { figure, label, number, lines, el: W.h("div", {}, label, number, lines) };
    });
    const el = W.h(
      "dl",
      { class: "wb-figs" },
      rows.map((row) => row.el),
    );
    el.dataset.count = Math.min(4, rows.length);
    return {
      el,
      /* The date in "Not yet reported on …" follows every step; the rest only publications. */
      draw(day, published) {
        for (const row of rows) {
          if (!published && !row.out) continue;
          const parts = figureParts(ctx, row.figure, day);
          row.out = Boolean(parts.out);
          // Its name alone would tell what is still to be said.
          row.label.textContent = row.out ? "A figure" : W.clip(row.figure.label, 80);
          row.number.className = parts.words ? "wb-n wb-n-words" : "wb-n";
          W.fill(row.number, parts.number);
          W.fill(row.lines, parts.lines);
        }
      },
    };
  }

  /* ---- chips ---- */

  function createChips(ctx) {
    const { story, store, slots } = ctx;
    if (!story.steps.length) {
      slots.chips.hidden = true;
      return { draw() {} };
    }
    slots.chips.setAttribute("role", "group");
    slots.chips.setAttribute("aria-label", "Steps of the story");
    const chip = (step, number) => {
      const label = W.h("span", { dir: "auto" });
      const button = W.h(
        "button",
        { type: "button", class: "wb-chip", "aria-pressed": "false" },
        number > 0 && W.h("span", { class: "wb-chip-no", text: String(number) }),
        label,
      );
      button.addEventListener("click", () => {
        if (button.getAttribute("aria-disabled") === "true") return;
        const pressed = button.getAttribute("aria-pressed") === "true";
        const focus = step && !pressed ? { kind: "step", id: step.id } : null;
        store.set({ focus });
        // Already the whole route: the map goes back to where it began.
        if (!step && pressed && ctx.mapView && ctx.mapView.showFocus) ctx.mapView.showFocus(null);
      });
      return { step, label, button };
    };
    const chips = [chip(null, 0), ...story.steps.map((step, i) => chip(step, i + 1))];
    slots.chips.append(...chips.map((entry) => entry.button));
    const reported = (step, day) => {
      const legs = step.legs.map((id) => story.legById.get(id)).filter(Boolean);
      return day === null || !legs.length || legs.some((leg) => W.standing(leg, day));
    };
    // Measuring lays the page out: after the frame that drew it.
    const bring = (button) => {
      if (slots.chips.scrollWidth > slots.chips.clientWidth)
        slots.chips.scrollTo({ left: button.offsetLeft - 16, behavior: W.reducedMotion() ? "auto" : "smooth" });
    };
    const pressedFor = (step, focus) => {
      if (!step) return focus === null;
      if (!focus) return false;
      if (focus.kind === "step") return focus.id === step.id;
      return focus.kind === "leg" && step.legs.includes(focus.id);
    };
    return {
      draw(state) {
        for (const { step, label, button } of chips) {
          const out = !step || reported(step, state.known);
          W.fill(label, !step ? "Whole route" : out ? W.arrows(W.clip(step.title, 80)) : "Not yet reported");
          const pressed = pressedFor(step, state.focus);
          button.setAttribute("aria-pressed", String(pressed));
          if (out || pressed) button.removeAttribute("aria-disabled");
          else button.setAttribute("aria-disabled", "true");
          if (pressed) W.afterPaint(() => bring(button));
        }
      },
    };
  }

  /* ---- title and credits ---- */

  W.createHeader = (ctx) => {
    const { story, store, slots } = ctx;
    const { title, standfirst, licence } = story.info;
    const figures = createFigures(ctx);
    const chips = createChips(ctx);
    const stand = standfirst && W.longText("p", standfirst, { class: "wb-stand" }, 320);
    const asKnown = W.h("p", { class: "wb-stand", hidden: true });
    slots.head.append(
      W.h("div", { class: "wb-title" }, W.longText("h1", title || "Untitled story", {}, 200), stand, asKnown),
      ...[figures.el].filter(Boolean),
    );
    slots.head.classList.toggle("wb-no-figures", !figures.el);
    slots.foot.append(
      W.h("p", { dir: "auto" }, ["Data version " + story.version, licence].filter(Boolean).join(" · ") + " · " + BASE_MAP),
    );

    /* The standfirst was written with the whole record at hand. While some of it is left out, the page
       says so in its place: how much had been reported, without naming the rest. */
    function drawStand(day, selection) {
      const left = day !== null && story.claims.some((claim) => claim.known > day);
      if (stand) stand.hidden = left;
      asKnown.hidden = !left;
      if (!left) return;
      const count = (parts, one) => {
        const all = parts.inside.length + parts.outside.length + parts.unreported.length;
        return `${W.grouped(all - parts.unreported.length)} of ${W.count(all, one)}`;
      };
      const parts = [count(selection.legs, "leg"), story.visits.length > 0 && count(selection.visits, "visit"), count(selection.claims, "claim")];
      asKnown.textContent = `By ${W.dayLong(day)}, ${parts.filter(Boolean).join(", ")} of this record had been published. The title was written later.`;
    }

    let drawn = null;
    let before = {};
    function follow(state, selection) {
      const isOtherDay = state.known !== before.known;
      const isOtherFocus = state.focus !== before.focus;
      before = { known: state.known, focus: state.focus };
      const bucket = isOtherDay ? W.knownBucket(story, state.known) : drawn;
      const published = bucket !== drawn;
      drawn = bucket;
      if (isOtherDay) {
        drawStand(state.known, selection);
        figures.draw(state.known, published);
      }
      if (published || isOtherFocus) chips.draw(state);
    }
    // At once, so that the map is laid out once, below the header as it will be.
    follow(store.get(), store.selection());
    store.subscribe(follow);
    return { figures: figures.el };
  };
})();
