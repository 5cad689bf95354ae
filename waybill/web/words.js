/* The words that cards, lists and figures share, and what may be said on a "known on" day. */
(function () {
  "use strict";
  const W = window.Waybill;

  /* ---- what had been published ---- */

  /** How many of the record's publication days are not later than `known`; -1 without a limit. While
      this number stays the same, no list of published things changes. */
  W.knownBucket = (story, known) => {
    if (known === null) return -1;
    if (!story.publicDays) {
      const days = new Set();
      for (const claim of story.claims) days.add(claim.known);
      for (const source of story.sources) days.add(source.published);
      for (const visit of story.visits) days.add(visit.known);
      for (const place of story.places) days.add(place.known);
      for (const leg of story.legs) for (const step of leg.standings) days.add(step.known);
      days.delete(null);
      story.publicDays = [...days].sort((a, b) => a - b);
    }
    const later = story.publicDays.findIndex((day) => day > known);
    return later < 0 ? story.publicDays.length : later;
  };
  const known = (rows, day) => rows.filter((row) => W.isKnown(row, day));
  /** Sources published by then. One without a date counts: the row that cites it decides. */
  W.knownSources = (sources, day) =>
    sources.filter((source) => day === null || source.published === null || source.published <= day);
  /** Were all the sources of this row out? Then its quotes and outcome may show as well. */
  W.sourcesKnown = (row, day) => W.knownSources(row.sourceRows, day).length === row.sourceRows.length;

  /** A conflict between sources may show once everything in it had been published. */
  W.knownConflicts = (story, rows, day) =>
    rows.filter(
      (conflict) =>
        (conflict.claims || []).every((id) => W.isKnown(story.claimById.get(id) || { known: null }, day)) &&
        (conflict.visits || []).every((id) => W.isKnown(story.visitById.get(id) || { known: null }, day)) &&
        (conflict.sources || []).every(
          (id) => W.knownSources([story.sourceById.get(id) || { published: null }], day).length === 1,
        ),
    );

  /** Everything that answers a claim, and answers to those, by day of publication: [claim]. */
  W.thread = (claim, day) => {
    const seen = new Set([claim]);
    const walk = (of) => {
      for (const reply of of.replies)
        if (!seen.has(reply)) {
          seen.add(reply);
          walk(reply);
        }
    };
    walk(claim);
    seen.delete(claim);
    return known([...seen], day).sort((a, b) => a.known - b.known);
  };

  /** The published claims about a leg, sorted for reading: {said, alsoSaid, rejected, disputed, seen,
      corroborated}. complete: nothing about the leg is still unpublished on that day. */
  W.legClaims = (leg, day) => {
    const out = { said: [], alsoSaid: [], rejected: [], disputed: [], differing: [], seen: [], corroborated: [], complete: true };
    const all = new Set(leg.claimRows);
    for (const claim of leg.claimRows) for (const reply of W.thread(claim, null)) all.add(reply);
    for (const claim of all) {
      if (!W.isKnown(claim, day)) {
        out.complete = false;
        continue;
      }
      if (claim.stance === "denies") out.rejected.push(claim);
      else if (claim.stance === "disputes") (W.isAgainst(claim) ? out.disputed : out.differing).push(claim);
      else if (claim.kind === "image") out.seen.push(claim);
      else if (claim.stance === "corroborates") (claim.kind === "report" ? out.corroborated : out.alsoSaid).push(claim);
      else out.said.push(claim);
    }
    // One answer to several claims has a row for each; here it is one.
    for (const [name, rows] of Object.entries(out))
      if (Array.isArray(rows)) out[name] = W.statements(rows.sort((a, b) => a.known - b.known));
    return out;
  };

  /** Of the claims about a leg those that corroborate an end of it (waybill/evidence/standing.py, rule 5). */
  W.corroborating = (leg, claims, day) => {
    const { witnesses } = W.standing(leg, day) || { witnesses: [] };
    const isWitness = (claim) => claim.twins.some((twin) => witnesses.includes(twin.id));
    return [...claims.seen, ...claims.corroborated].filter(isWitness).sort((a, b) => a.known - b.known);
  };

  /** Who: claimants without repeats, in order. */
  W.claimants = (claims) => [...new Set(claims.map((claim) => claim.claimant))];
  W.noReply = (day) => "No direct response in this record" + (day === null ? "" : " by that day");

  /** Whose window the first dates are, once that had been published: with the leg that has these very
      dates, or, where there is none, with the last of the legs. */
  W.windowLabel = (story, day) => {
    const [from, to] = story.window;
    const same = story.legs.filter((leg) => leg.first === from && leg.last === to);
    const out = same.length ? same.some((leg) => W.standing(leg, day)) : story.legs.every((leg) => W.standing(leg, day));
    return out ? story.info.window_label || "" : "";
  };

  /* ---- names, dates, stances ---- */

  const BY_MODE = { sea: " by sea", rail: " by rail", road: " by road", air: " by air" };
  /** "Rajin → Dunay by sea"; a name that says so itself stays as it is. */
  W.legTitle = (leg) => {
    const words = BY_MODE[leg.mode] || "";
    return leg.name.endsWith(words) ? leg.name : leg.name + words;
  };
  /** Cells of columns that Waybill does not know: [[label, value]]. */
  W.extras = (row) =>
    Object.entries(row.extra || {}).map(([key, value]) => [W.capital(String(key).replace(/_/g, " ").trim()), value]);
  W.capital = (text) => String(text).charAt(0).toUpperCase() + String(text).slice(1);
  const MOST_ARROWS = 20; // a text with more is no title, and each arrow is an element
  /** The same text with each arrow spoken as "to". */
  W.arrows = (text) => {
    const parts = String(text).split("→");
    if (parts.length > MOST_ARROWS) return [String(text)];
    return parts.flatMap((part, i) => {
      const words = i < parts.length - 1 ? part.trimEnd() : part;
      return i ? [" ", W.h("span", { class: "wb-arrow", role: "img", "aria-label": "to", text: "→" }), " ", words.trimStart()] : [words];
    });
  };

  /** Words of a date without the year, when it is the year in hand. */
  W.withoutYear = (words, day) =>
    day === null ? words : String(words).replaceAll(new RegExp("\\s" + W.date(day).getUTCFullYear() + "(?!\\d)", "g"), "");
  W.sameYear = (a, b) => a !== null && b !== null && W.date(a).getUTCFullYear() === W.date(b).getUTCFullYear();

  /** The verb for a claimant's part, and the mark that goes with it. */
  W.verb = (claim) => {
    if (claim.stance === "denies") return "rejected this";
    // A report that differs gives another account; it need not have answered anybody.
    if (claim.stance === "disputes") return claim.kind === "report" ? "gave another account" : "disputed this";
    const seen = claim.kind === "image";
    if (claim.stance === "corroborates")
      return seen ? "corroborated from an image" : claim.kind === "report" ? "corroborated" : "also said";
    return seen ? "published an image" : claim.kind === "report" ? "reported" : "said";
  };
  /** The same below the claim that it answers, which may have been made later. */
  W.replyVerb = (claim, root) => (claim.stance === "denies" && claim.known < root.known ? "had already denied such claims" : W.verb(claim));
  /** Does a claim speak against what it answers? A report that differs gave another account. */
  W.isAgainst = (claim) => claim.stance === "denies" || (claim.stance === "disputes" && claim.kind !== "report");
  W.markOf = (claim) => {
    if (W.isAgainst(claim)) return W.mark("rejected");
    if (claim.stance === "disputes") return W.mark("said");
    if (claim.kind === "image") return W.mark(claim.stance === "corroborates" ? "corroborated" : "image");
    return W.mark(claim.stance === "corroborates" && claim.kind === "report" ? "corroborated" : "said");
  };
  /** "image of 28 Sept 2023, published 16 Oct 2023" */
  W.imageWords = (claim) =>
    (claim.kind === "image" ? "image of " : "seen ") + claim.observed_words + ", published " + claim.stated_words;
  /** Who without what stands in brackets behind the name: one party may speak through several. */
  W.party = (name) => (name.length > 400 ? name : name.replace(/\s*\([^()]*\)$/, "") || name);
  W.parties = (claims) => [...new Set(claims.map((claim) => W.party(claim.claimant)))];
  /** "Kremlin and 2 others" */
  W.firstOf = (claims) => {
    const who = W.parties(claims);
    return W.clip(who[0], 60) + (who.length > 1 ? " and\u00a0" + W.count(who.length - 1, "other").replace(" ", "\u00a0") : "");
  };
  W.quoted = (text) => (/^[“"«„]/.test(text) ? text : "“" + text + "”");

  /** A quote only when the sources it may rest on were out by that day. */
  W.quoteOf = (row, day) => (row.quote && W.sourcesKnown(row, day) ? row.quote : "");
})();
