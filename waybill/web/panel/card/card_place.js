// @ts-nocheck -- not typed yet
/* What the card of a place says: where it is and how surely, and all that this record has there. */

import { dayLong } from "../../core/dates.js";
import { h } from "../../core/dom.js";
import { clip } from "../../core/text.js";
import { arrows } from "../../parts/arrows.js";
import { verifiedTag } from "../../parts/claims.js";
import { conflictNotes } from "../../parts/conflicts.js";
import { linkButton } from "../../parts/links.js";
import { longList, longText } from "../../parts/long_text.js";
import { checkNotes } from "../../parts/measures.js";
import { claimants, threadOf } from "../../state/claims.js";
import { isKnown, standingOn, textOn } from "../../state/disclosure.js";
import { extraCells, verbOf } from "../../state/phrases.js";
import { byDate } from "../../state/when.js";
import { cardRow, createRefs, sourceList } from "./card_rows.js";
import { visitTitle } from "../visit_entry.js";

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
export const positionWords = (place) =>
  degrees(place.lat, "N", "S") +
  ", " +
  degrees(place.lon, "E", "W") +
  (place.radius_km
    ? ", within about " + place.radius_km.toLocaleString("en") + " km"
    : ", uncertainty not given");

/* A claim never stands without its rejections, though those were made elsewhere. */
function rejectedBy(claim, day) {
  const { aboutClaim } = claim;
  const answered = aboutClaim && isKnown(aboutClaim, day) ? aboutClaim : claim;
  const denials = threadOf(answered, day).filter((reply) => reply.stance === "denies");
  return (
    denials.length > 0 &&
    claim.stance !== "denies" &&
    h("span", { class: "wb-when", text: " Rejected by " + claimants(denials).join("; ") + "." })
  );
}

/** Place × known-on day → {mode: null, title, head, body} for the card. */
export function placeCard(app, place, day) {
  const { story, store } = app;
  if (!isKnown(place, day))
    return {
      mode: null,
      title: "A place not yet named",
      head: [],
      body: [
        h("p", {
          class: "wb-cardtext",
          text:
            "Nothing about this place had been published in this record by " + dayLong(day) + ".",
        }),
      ],
    };
  const refs = createRefs(day);
  const open = (kind, row, ...words) =>
    linkButton(h("bdi", {}, ...words), () => store.set({ focus: { kind, id: row.id } }));

  const MOST = 60;
  const list = (rows, item) =>
    rows.length > 0 && [
      longList(
        "ul",
        rows.slice(0, MOST).map((row) => h("li", { dir: "auto" }, item(row))),
        6,
      ),
      rows.length > MOST &&
        h("p", {
          class: "wb-small",
          text:
            "and " + (rows.length - MOST).toLocaleString("en") + " more; the table page lists all.",
        }),
    ];
  const passing = (leg) =>
    leg.origin === place.id || leg.destination === place.id || leg.via.includes(place.id);
  const legs = story.legs.filter((leg) => standingOn(leg, day) && passing(leg));
  const role = (leg) => {
    if (leg.path_basis === "unknown" && leg.via.includes(place.id)) return "names this place";
    return leg.origin === place.id
      ? "drawn from here"
      : leg.destination === place.id
        ? "drawn to here"
        : "drawn through here";
  };
  const visits = place.visits.filter((visit) => isKnown(visit, day)).sort(byDate);
  const claims = place.claims
    .filter((claim) => isKnown(claim, day))
    .sort((a, b) => a.order - b.order);
  const images = claims.filter((claim) => claim.kind === "image" && claim.observed_words);
  const others = claims.filter((claim) => !images.includes(claim));
  const conflicts = new Set([...legs, ...visits, ...claims].flatMap((row) => row.conflictRows));

  const rows = [
    cardRow(
      "Position",
      positionWords(place),
      place.position_source && ". Position: " + place.position_source,
      ".",
    ),
    cardRow("Note", textOn(place, "note", day) && longText("span", place.note, {}, 320)),
    cardRow(
      "Images",
      list(images, (claim) => [
        open("claim", claim, "Image of " + claim.observed_words),
        h("span", {
          class: "wb-when",
          text: " published " + claim.stated_words + " by " + claim.claimant,
        }),
        " ",
        verifiedTag(claim),
        refs.of(claim.sourceRows),
        rejectedBy(claim, day),
        longText("p", claim.claimant + ": " + claim.statement, { class: "wb-small" }, 240),
        claim.limits &&
          h("p", { class: "wb-limits" }, h("b", { text: "Cannot show: " }), claim.limits),
        textOn(claim, "note", day) &&
          longText("p", "Note: " + claim.note, { class: "wb-small" }, 240),
      ]),
    ),
    cardRow(
      "Legs",
      list(legs, (leg) => [
        open("leg", leg, arrows(leg.name)),
        h("span", { class: "wb-when", text: " " + role(leg) + ", " + leg.when }),
      ]),
    ),
    cardRow(
      "Visits",
      list(visits, (visit) => [
        open("visit", visit, visitTitle(visit)),
        h("span", { class: "wb-when", text: " " + visit.when }),
      ]),
    ),
    cardRow(
      "Claims",
      list(others, (claim) => [
        h("b", { text: claim.claimant }),
        " " + verbOf(claim, day) + ": ",
        open("claim", claim, clip(claim.statement, 140)),
        h("span", { class: "wb-when", text: " " + claim.stated_words }),
        " ",
        verifiedTag(claim),
        refs.of(claim.sourceRows),
        rejectedBy(claim, day),
      ]),
    ),
    cardRow("Stated and computed", checkNotes(app, day, { place })),
    cardRow("Where sources differ", conflictNotes([...conflicts], day, "")),
    extraCells(place, day).flatMap(([label, value]) => cardRow(label, longText("span", value))),
    cardRow("Sources", sourceList(refs)),
  ];
  const facts = [
    place.kind && place.kind.charAt(0).toUpperCase() + place.kind.slice(1),
    countryName(place.country),
  ]
    .filter(Boolean)
    .join(", ");
  return {
    mode: null,
    title: place.name,
    head: [
      (facts || place.aliases.length > 0) &&
        h(
          "p",
          { class: "wb-standing", dir: "auto" },
          h("span", {
            text: [facts, place.aliases.length ? "also: " + place.aliases.join(", ") : ""]
              .filter(Boolean)
              .join("; "),
          }),
        ),
    ],
    body: [h("dl", {}, rows)],
  };
}
