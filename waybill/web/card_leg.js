/* What the card of a leg says: who said it, who rejects it, what was seen, how the line was drawn. */
(function () {
  "use strict";
  const W = window.Waybill;

  const BASIS = {
    observed: "Observed: somebody published where it went.",
    inferred: "Inferred: no source in this record publishes the path. The line between its two ends is Waybill’s own.",
    unknown: "No source in this record publishes a path. The dots only join the places named; they are not a path.",
  };
  const MODE_WORDS = { sea: "by sea", rail: "by rail", road: "by road", air: "by air" };

  /** Numbers the sources of a card in the order in which they are first cited. */
  W.createRefs = (day) => {
    const cited = [];
    return {
      cited,
      of(rows) {
        return W.knownSources(rows, day).map((source) => {
          if (!cited.includes(source)) cited.push(source);
          const number = cited.indexOf(source) + 1;
          const label = "Source " + number + ": " + W.sourceFull(source);
          return [
            " ",
            W.safeUrl(source.url)
              ? W.link(source.url, String(number), { class: "wb-ref", "aria-label": label, title: W.sourceFull(source) })
              : W.h(
                  "span",
                  { class: "wb-ref", title: W.sourceFull(source) },
                  W.h("span", { class: "wb-hidden", text: "Source " }),
                  String(number),
                ),
          ];
        });
      },
    };
  };

  /** The numbered list at the end of a card; null when nothing was cited. */
  W.sourceList = (refs) =>
    refs.cited.length > 0 &&
    W.longList(
      "ol",
      refs.cited.map((source) =>
        W.h(
          "li",
          { dir: "auto" },
          W.sourceLink(source),
          source.publisher && source.title ? ": " + source.title : "",
          source.published_words && W.h("span", { class: "wb-when", text: " " + source.published_words }),
          source.language &&
            source.language !== "en" &&
            W.h("span", { class: "wb-when", text: " (in " + languageName(source.language) + ")" }),
          source.note && W.longText("span", " " + source.note, { class: "wb-small" }, 160),
        ),
      ),
      8,
      { class: "wb-sources" },
    );

  function languageName(code) {
    try {
      return new Intl.DisplayNames(["en"], { type: "language" }).of(code) || code;
    } catch {
      return code;
    }
  }

  /** A row of a card's list; left out when there is nothing to say. */
  W.cardRow = (term, ...content) => {
    const dd = W.h("dd", {}, ...content);
    return dd.childNodes.length ? [W.h("dt", { text: term }), dd] : [];
  };

  /** One claim as a line: who, what in their words, when, which sources; its grade when asked. */
  W.claimLine = (claim, day, refs, year, graded) => {
    const quote = W.quoteOf(claim, day);
    const image = claim.kind === "image" && claim.observed_words;
    return W.h(
      "li",
      { dir: "auto" },
      W.h("b", {}, W.h("bdi", { text: claim.claimant })),
      ": ",
      W.longText("span", claim.statement + (quote ? " " + W.quoted(quote) : ""), {}, 260),
      " ",
      W.h("span", {
        class: "wb-when",
        text: image
          ? W.imageWords(claim)
          : W.sameYear(claim.stated, year)
            ? W.withoutYear(claim.stated_words, claim.stated)
            : claim.stated_words,
      }),
      " ",
      W.verifiedTag(claim),
      refs.of(claim.sourceRows),
      claim.limits && W.h("div", { class: "wb-limits" }, W.h("b", { text: "Cannot show: " }), claim.limits),
      graded && W.grade(claim, day, "div"),
    );
  };

  /* The leg's claims as lines; the grades stand in the card's head when all are the same. */
  function gradesOf(claims, day) {
    const lines = claims.map((claim) => W.grade(claim, day)).filter(Boolean);
    const same = lines.length > 0 && lines.every((line) => line.dataset.grade === lines[0].dataset.grade);
    return same ? { head: lines[0], each: false } : { head: null, each: true };
  }

  /* Both sides in one line, before either has its say. */
  function sides(leg, claims, day) {
    const said = claims.said.length ? claims.said : claims.alsoSaid;
    if (!said.length) return null;
    const part = (words, rows) => rows.length > 0 && ["; " + words + " ", W.h("b", {}, W.h("bdi", { text: W.firstOf(rows) }))];
    return W.h(
      "p",
      { class: "wb-gradeline" },
      "Said by ",
      W.h("b", {}, W.h("bdi", { text: W.firstOf(said) })),
      part("corroborated by", W.corroborating(leg, claims, day)),
      part("rejected by", claims.rejected),
      part("disputed by", claims.disputed),
      part("another account by", claims.differing),
      !claims.rejected.length && !claims.disputed.length && "; " + W.noReply(day).replace(/^N/, "n"),
      ".",
    );
  }

  function when(leg) {
    const soft =
      leg.soft_first && leg.soft_last
        ? "neither start nor end is dated"
        : leg.soft_first
          ? "start not dated"
          : leg.soft_last
            ? "end not dated"
            : "";
    return [
      W.h("b", { text: leg.when }),
      soft && "; " + soft,
      ". ",
      leg.first !== leg.last &&
        leg.claimRows.length > 0 &&
        (soft ? "The span in which this record places it; nobody stated an end that is not dated." : "A span of days in which it is said to have happened, not one voyage."),
    ];
  }

  /* Origin → destination, and the named places between; bare waypoints of a drawn line have no name. */
  function places(ctx, leg) {
    const button = (place) =>
      W.linkButton(W.h("bdi", { text: place.name }), () => ctx.store.set({ focus: { kind: "place", id: place.id } }));
    const via = leg.via.map((id) => ctx.story.placeById.get(id)).filter((place) => place && place.kind !== "waypoint");
    const list = via.map((place, i) => [i > 0 && ", ", button(place)]);
    // Between the ends of an inferred line stands what we drew; where no route was published, what was named.
    const between = { unknown: "named in between", inferred: "drawn through" }[leg.path_basis] || "by way of";
    return [
      button(leg.originPlace),
      W.arrows(" → "),
      button(leg.destinationPlace),
      via.length > 4
        ? W.h("details", { class: "wb-via" }, W.h("summary", { text: between + " " + via.length + " places" }), list)
        : via.length > 0 && ["; " + between + ": ", list],
    ];
  }

  /* As claimed: the number first, then the words of the row. */
  const cargoWords = (leg) => W.capital([leg.quantity, leg.cargo].filter(Boolean).join("; "));

  /** Leg × known-on day → {mode, title, head: [nodes], body: [nodes]} for the card. */
  W.legCard = (ctx, leg, day) => {
    const standing = W.standing(leg, day);
    if (!standing)
      return {
        mode: "unknown",
        title: "A leg not yet reported",
        head: [],
        body: [
          W.h("p", {
            class: "wb-cardtext",
            text: "Nothing about this leg had been published in this record by " + W.dayLong(day) + ".",
          }),
        ],
      };

    const claims = W.legClaims(leg, day);
    const witnesses = W.corroborating(leg, claims, day);
    const own = leg.claimRows.filter((claim) => W.isKnown(claim, day));
    const ownComplete = own.length === leg.claimRows.length;
    const refs = W.createRefs(day);
    const year = own.length ? own[0].stated : null;
    const cargo = cargoWords(leg);
    const grades = gradesOf(own, day);
    const list = (rows) =>
      rows.length > 0 &&
      W.longList(
        "ul",
        rows.map((claim) => W.claimLine(claim, day, refs, year, grades.each && own.includes(claim))),
        4,
      );

    const rows = [
      W.cardRow("When", when(leg)),
      ownComplete ? W.cardRow(leg.claimRows.length ? "Cargo, as claimed" : "Cargo", cargo && W.longText("span", cargo, {}, 320)) : [],
      W.cardRow("Said by", list(claims.said)),
      W.cardRow("Also said", list(claims.alsoSaid)),
      leg.claimRows.length ? W.cardRow("Rejected by", list(claims.rejected) || W.noReply(day) + ".") : [],
      W.cardRow("Disputed by", list(claims.disputed)),
      W.cardRow("Another account", list(claims.differing)),
      W.cardRow("Images, as described", list(claims.seen)),
      W.cardRow("Corroborated", list(claims.corroborated.filter((claim) => witnesses.includes(claim)))),
      W.cardRow("Supports the claim, not the path", list(claims.corroborated.filter((claim) => !witnesses.includes(claim)))),
      W.cardRow("Places", places(ctx, leg)),
      W.cardRow(
        "Path",
        BASIS[leg.path_basis] || BASIS.unknown,
        leg.schematic && " The line is a bow between the places, not a route.",
        !MODE_WORDS[leg.mode] && " No means of transport is given.",
        W.remarks(leg, day) && W.longText("p", leg.note, {}, 320),
      ),
      W.cardRow("Length", leg.lengths && W.capital(leg.lengths.words)),
      claims.complete ? W.cardRow(leg.claimRows.length ? "Vessel, as claimed" : "Vessel", leg.vessel && W.longText("span", leg.vessel)) : [],
      W.cardRow("Stated and computed", W.checkNotes(ctx, day, { leg })),
      W.cardRow("Where sources differ", W.conflictNotes(ctx.story, leg.conflictRows, day, "")),
      claims.complete ? W.extras(leg).flatMap(([label, value]) => W.cardRow(label, W.longText("span", value))) : [],
      claims.complete ? [] : W.cardRow("Left out", "Details that rest on what was published after " + W.dayLong(day) + "."),
    ];
    rows.push(W.cardRow("Sources", W.sourceList(refs)));
    if (own.length) rows.push(W.cardRow("Threads", W.pageLink("claims", "All claims about this leg, as threads", W.viewQuery(ctx, "leg", leg.id))));
    return {
      mode: leg.mode,
      title: W.legTitle(leg),
      head: [
        W.h("p", { class: "wb-standing" }, W.lineSwatch(leg.mode, standing.level, 50), W.h("span", { text: standing.words })),
        sides(leg, claims, day),
        grades.head,
      ],
      body: [W.h("dl", {}, rows)],
    };
  };
})();
