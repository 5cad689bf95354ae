/* What is stated beside what can be computed, as cards show it. Which figure is right is not said, and
   neither is why two differ. */
(function () {
  "use strict";
  const W = window.Waybill;
  const SHOWN_WORDS = { count: "What images are said to show", distance: "Other figures" };

  const item = (term, ...content) => [W.h("dt", { text: term }), W.h("dd", { dir: "auto" }, ...content)];

  /* "White House: “roughly 290 km”, 13 Oct 2023" */
  const voice = (claim, day) => {
    const quote = W.quoteOf(claim, day);
    return W.h(
      "li",
      {},
      W.h("b", {}, W.h("bdi", { text: claim.claimant })),
      ": ",
      claim.statement + (quote ? " " + W.quoted(quote) : ""),
      " ",
      W.h("span", { class: "wb-when", text: claim.stated_words }),
      " ",
      W.verifiedTag(claim),
    );
  };
  const known = (rows, day) => rows.filter((row) => W.isKnown(row, day));

  /** A check as known on a day: a line that opens; null before anything of it had been published. */
  W.checkNote = (ctx, check, day) => {
    if (!W.isKnown(check, day)) return null;
    const stating = known(check.claimRows, day);
    const others = known(check.otherRows, day);
    const measure = check.kind === "distance" && check.rows.length > 0;
    const show = () => ctx.mapView && ctx.mapView.showCheck && ctx.mapView.showCheck(check.id);
    return W.h(
      "details",
      { class: "wb-check", data: { check: check.id } },
      W.h("summary", {}, W.h("b", { text: check.label }), check.stated && check.kind !== "pace" && ": " + check.stated + (check.claims.length ? " stated" : "")),
      W.h(
        "dl",
        {},
        (check.stated || check.basis) &&
          item(
            check.kind === "pace" ? "Length used" : check.claims.length ? "Stated" : "Figure",
            check.stated,
            check.stated && check.basis && ". ",
            check.basis && check.basis + ".",
            stating.length > 0 &&
              W.h(
                "ul",
                {},
                stating.map((claim) => voice(claim, day)),
              ),
          ),
        others.length > 0 &&
          item(
            SHOWN_WORDS[check.kind] || "Others",
            W.h(
              "ul",
              {},
              others.map((claim) => voice(claim, day)),
            ),
          ),
        known(check.rows, day).map((row) =>
          item("Computed", row.label + ": ", W.h("b", { text: row.words }), row.note && ". " + row.note),
        ),
        W.remarksKnown(check, day) && check.note && item("Note", check.note),
      ),
      measure && ctx.mapView && W.linkButton("Show the measured lines on the map", show),
    );
  };

  /** The checks that speak of a leg, a place or a claim, as known on a day: [element]. */
  W.checkNotes = (ctx, day, { leg, place, claim }) =>
    ctx.story.checks
      .filter(
        (check) =>
          (leg && check.leg === leg.id) ||
          (place && check.origin === place.id) ||
          (claim && (check.claims.includes(claim.id) || check.others.includes(claim.id))),
      )
      .map((check) => W.checkNote(ctx, check, day))
      .filter(Boolean);
})();
