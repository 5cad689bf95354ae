// @ts-nocheck -- not typed yet
/* The claims tab: each assertion with what answered it; first what concerns the view (claims_order.js),
   then the others, in order of publication. Images that nobody else's claim leans on stand as entries
   of their own. */

import { dayLong } from "../core/dates.js";
import { arrangeChildren, fill, h } from "../core/dom.js";
import { counted } from "../core/text.js";
import { beginsThread, byDay, threadBeginning } from "../state/claims.js";
import { isKnown } from "../state/disclosure.js";
import { overlaps } from "../state/select.js";
import { changed } from "../state/store.js";
import { content } from "./claim_entry.js";
import { claimsInView, keepInSight } from "./claims_order.js";
import { limited } from "./lists.js";

const MOST = 150;

/** The list for createPanel: {el, label, count, render, find}. */
export function claimList(app) {
  const { story, store } = app;
  const cards = new Map();
  const intro = h("p", { class: "wb-intro" });
  const list = h("div", { class: "wb-list" });
  const el = h("div", {}, intro, list);
  const more = h("p", { class: "wb-remark wb-unreported" });
  const unreported = h("p", { class: "wb-remark wb-unreported" });
  const entries = byDay(story.claims);
  const entriesOn = (day) => entries.filter((claim) => beginsThread(claim, day));
  const aboutView = h("h3", { class: "wb-divider" });
  const others = h("h3", { class: "wb-divider" });

  // The order follows the focus, but not to a claim: the card just pressed would run away.
  let lead = store.get().focus;
  store.subscribe((state, previous) => {
    if (changed(state, previous, "focus") && !(state.focus && state.focus.kind === "claim"))
      lead = state.focus;
  });
  const leadKey = () => (lead ? lead.kind + ":" + lead.id : "");

  const choose = (claim) => store.set({ focus: { kind: "claim", id: claim.id } });
  function card(claim, bucket, day) {
    let entry = cards.get(claim.id);
    if (!entry) {
      entry = {
        el: h("article", { class: "wb-item wb-claim", data: { kind: "claim", id: claim.id } }),
        bucket: null,
      };
      cards.set(claim.id, entry);
    }
    if (entry.bucket !== bucket) {
      fill(
        entry.el,
        content(app, claim, day, () => choose(claim)),
      );
      entry.bucket = bucket;
    }
    return entry.el;
  }

  /* The entry in whose thread a claim stands. */
  function entryOf(id, day) {
    const claim = story.claimById.get(id);
    return claim ? threadBeginning(claim, day) : null;
  }

  /* {first: entries that concern the view, rest, ids: those of both, heading, untied}; found anew when
     one of the things it depends on changes. */
  let order = null;
  let [orderFor, leadFor] = ["", ""];
  function orderOn(state, selection, bucket) {
    const key = [bucket, leadKey()].join("|");
    // While a handle is held, nothing runs away under the eyes of who reads.
    if (!state.settled && leadFor === key) return order;
    const tied = [...selection.legs.inside, ...selection.visits.inside]
      .map((row) => row.id)
      .join("|");
    if (leadFor === key && orderFor === tied) return order;
    const { heading, claims, untied } = claimsInView(story, lead, selection, state.known);
    const first = new Set(claims.map((claim) => entryOf(claim.id, state.known)).filter(Boolean));
    const rest = entriesOn(state.known).filter((claim) => !first.has(claim));
    const ids = [...first, "|", ...rest].map((claim) => claim.id || claim).join(" ");
    order = { first: [...first], rest, ids, heading, untied };
    [orderFor, leadFor] = [tied, key];
    return order;
  }

  const grouped = (n) => n.toLocaleString("en");
  function introText(state, { first, rest, untied }) {
    const shown = [...first, ...rest];
    if (!shown.length)
      return "No claim in this record had been published by " + dayLong(state.known) + ".";
    let inDates = 0;
    for (const claim of shown)
      if (overlaps(claim.known, claim.known, state.from, state.to)) inDates++;
    return [
      untied &&
        `No claim in this record${state.known === null ? "" : " by that day"} is tied to this ${untied}.`,
      first.length && rest.length
        ? "First the claims about what is shown, then the others in order of publication."
        : first.length
          ? ""
          : "In order of publication.",
      inDates
        ? `${grouped(inDates)} of ${grouped(shown.length)} published in the dates shown.`
        : "None was published in the dates shown.",
    ]
      .filter(Boolean)
      .join(" ");
  }

  let arrangedFor = null;
  let ledBy = null;
  /* Put the cards in their new places. What is read stays in sight; who chose something elsewhere
     finds the list at its beginning. */
  function arrange(nodes) {
    if (arrangedFor === null || arrangedFor === order.ids) arrangeChildren(list, nodes);
    else {
      const pane = el.closest(".wb-pane");
      const isElsewhere = ledBy !== leadKey() && !list.contains(document.activeElement);
      if (isElsewhere && pane) pane.scrollTop = 0;
      keepInSight(pane, [...list.querySelectorAll(".wb-claim")], () =>
        arrangeChildren(list, nodes),
      );
    }
    arrangedFor = order.ids;
    ledBy = leadKey();
  }

  function render(state, selection, bucket, wantedId) {
    if (!entries.length) {
      intro.textContent =
        "No claims are recorded in this story: it does not say who asserts or denies what is shown.";
      return;
    }
    const { first, rest, heading } = orderOn(state, selection, bucket);
    const shown = [...first, ...rest];
    const later = story.claims.filter((claim) => !isKnown(claim, state.known)).length;
    const wanted = wantedId && entryOf(wantedId, state.known);
    const rows = limited(shown, MOST, wanted && wanted.id);
    const words = introText(state, order);
    if (intro.textContent !== words) intro.textContent = words;
    const nodes = rows.map((claim) => {
      const node = card(claim, bucket, state.known);
      const inside = overlaps(claim.known, claim.known, state.from, state.to);
      if (node.classList.contains("wb-dated-in") !== inside)
        node.classList.toggle("wb-dated-in", inside);
      return node;
    });
    if (first.length) {
      const inFirst = new Set(first);
      const end = rows.findIndex((claim) => !inFirst.has(claim));
      fill(others, `Other claims in this record (${grouped(rest.length)})`);
      if (end >= 0) nodes.splice(end, 0, others);
      fill(aboutView, heading, ` (${grouped(first.length)})`);
      nodes.unshift(aboutView);
    }
    if (shown.length > rows.length) {
      more.textContent =
        "and " + grouped(shown.length - rows.length) + " more; the table page lists all.";
      nodes.push(more);
    }
    if (later) {
      unreported.textContent =
        counted(later, "claim") + " not yet published on " + dayLong(state.known) + ".";
      nodes.push(unreported);
    }
    arrange(nodes);
  }

  return {
    el,
    label: "Claims",
    count: (selection, state) => [entriesOn(state.known).length, null],
    /* What else than dates and days the list depends on. */
    key: leadKey,
    render,
    /* An answer is a line in its entry's thread. */
    find(id) {
      const entry = entryOf(id, store.get().known);
      const node = entry && cards.has(entry.id) && cards.get(entry.id).el;
      if (!node || !node.isConnected) return null;
      return entry.id === id
        ? node
        : [...node.querySelectorAll("li[data-id]")].find((line) => line.dataset.id === id) || node;
    },
    choose,
  };
}
