/* What the card of a place says: where it is and how surely, and all that this record has there. */
(function () {
  "use strict";
  const W = window.Waybill;

  function countryName(code) {
    try {
      return (code && new Intl.DisplayNames(["en"], { type: "region" }).of(code)) || code;
    } catch {
      return code;
    }
  }

  const degrees = (value, positive, negative) =>
    Math.abs(value)
      .toFixed(4)
      .replace(/0{1,3}$/, "") +
    "° " +
    (value < 0 ? negative : positive);

  /** "42.23° N, 130.295° E, within about 3 km" */
  W.positionWords = (place) =>
    degrees(place.lat, "N", "S") +
    ", " +
    degrees(place.lon, "E", "W") +
    (place.radius_km ? ", within about " + place.radius_km.toLocaleString("en") + " km" : ", uncertainty not given");

  /* A claim never stands without its rejections, though those were made elsewhere. */
  function rejectedBy(claim, day) {
    const denials = W.thread(claim.aboutClaim || claim, day).filter((reply) => reply.stance === "denies");
    return denials.length > 0 && claim.stance !== "denies" && W.h("span", { class: "wb-when", text: " Rejected by " + W.claimants(denials).join("; ") + "." });
  }

  /** Place × known-on day → {mode: null, title, head, body} for the card. */
  W.placeCard = (ctx, place, day) => {
    const { story, store } = ctx;
    if (!W.isKnown(place, day))
      return {
        mode: null,
        title: "A place not yet named",
        head: [],
        body: [
          W.h("p", {
            class: "wb-cardtext",
            text: "Nothing about this place had been published in this record by " + W.dayLong(day) + ".",
          }),
        ],
      };
    const refs = W.createRefs(day);
    const open = (kind, row, ...words) =>
      W.linkButton(W.h("bdi", {}, ...words), () => store.set({ focus: { kind, id: row.id } }));

    const MOST = 60;
    const list = (rows, item) =>
      rows.length > 0 && [
        W.longList(
          "ul",
          rows.slice(0, MOST).map((row) => W.h("li", { dir: "auto" }, item(row))),
          6,
        ),
        rows.length > MOST &&
          W.h("p", {
            class: "wb-small",
            text: "and " + (rows.length - MOST).toLocaleString("en") + " more; the table page lists all.",
          }),
      ];
    const passing = (leg) => leg.origin === place.id || leg.destination === place.id || leg.via.includes(place.id);
    const legs = story.legs.filter((leg) => W.standing(leg, day) && passing(leg));
    const role = (leg) => {
      if (leg.path_basis === "unknown" && leg.via.includes(place.id)) return "names this place";
      return leg.origin === place.id ? "drawn from here" : leg.destination === place.id ? "drawn to here" : "drawn through here";
    };
    const visits = place.visits.filter((visit) => W.isKnown(visit, day)).sort((a, b) => a.first - b.first);
    const claims = place.claims.filter((claim) => W.isKnown(claim, day)).sort((a, b) => a.known - b.known);
    const images = claims.filter((claim) => claim.kind === "image" && claim.observed_words);
    const others = claims.filter((claim) => !images.includes(claim));
    // A place's note speaks of the legs and visits there: it waits until all of them were out.
    const complete = visits.length === place.visits.length && story.legs.every((leg) => !passing(leg) || W.standing(leg, day));
    const conflicts = new Set([...legs, ...visits, ...claims].flatMap((row) => row.conflictRows));

    const rows = [
      W.cardRow(
        "Position",
        W.positionWords(place),
        place.position_source && ". Position: " + place.position_source,
        ".",
      ),
      complete ? W.cardRow("Note", place.note && W.longText("span", place.note, {}, 320)) : [],
      W.cardRow(
        "Images",
        list(images, (claim) => [
          open("claim", claim, "Image of " + claim.observed_words),
          W.h("span", { class: "wb-when", text: " published " + claim.stated_words + " by " + claim.claimant }),
          " ",
          W.verifiedTag(claim),
          refs.of(claim.sourceRows),
          rejectedBy(claim, day),
          W.longText("p", claim.claimant + ": " + claim.statement, { class: "wb-small" }, 240),
          claim.limits && W.h("p", { class: "wb-limits" }, W.h("b", { text: "Cannot show: " }), claim.limits),
          W.remarks(claim, day) && W.longText("p", "Note: " + claim.note, { class: "wb-small" }, 240),
        ]),
      ),
      W.cardRow(
        "Legs",
        list(legs, (leg) => [
          open("leg", leg, W.arrows(W.legTitle(leg))),
          W.h("span", { class: "wb-when", text: " " + role(leg) + ", " + leg.when }),
        ]),
      ),
      W.cardRow(
        "Visits",
        list(visits, (visit) => [
          open("visit", visit, W.visitTitle(visit)),
          W.h("span", { class: "wb-when", text: " " + visit.when }),
        ]),
      ),
      W.cardRow(
        "Claims",
        list(others, (claim) => [
          W.h("b", { text: claim.claimant }),
          " " + W.verb(claim) + ": ",
          open("claim", claim, W.clip(claim.statement, 140)),
          W.h("span", { class: "wb-when", text: " " + claim.stated_words }),
          " ",
          W.verifiedTag(claim),
          refs.of(claim.sourceRows),
          rejectedBy(claim, day),
        ]),
      ),
      W.cardRow("Stated and computed", W.checkNotes(ctx, day, { place })),
      W.cardRow("Where sources differ", W.conflictNotes(story, [...conflicts], day, "")),
      W.extras(place).flatMap(([label, value]) => (complete ? W.cardRow(label, W.longText("span", value)) : [])),
      W.cardRow("Sources", W.sourceList(refs)),
    ];
    const facts = [place.kind && place.kind.charAt(0).toUpperCase() + place.kind.slice(1), countryName(place.country)]
      .filter(Boolean)
      .join(", ");
    return {
      mode: null,
      title: place.name,
      head: [
        (facts || place.aliases.length > 0) &&
          W.h(
            "p",
            { class: "wb-standing", dir: "auto" },
            W.h("span", {
              text: [facts, place.aliases.length ? "also: " + place.aliases.join(", ") : ""].filter(Boolean).join("; "),
            }),
          ),
      ],
      body: [W.h("dl", {}, rows)],
    };
  };
})();
