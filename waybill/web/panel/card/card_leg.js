// @ts-nocheck -- not typed yet
/* What the card of a leg says: who said it, who rejects it, what was seen, how the line was drawn. */

import { dayLong } from "../../core/dates.js";
import { h } from "../../core/dom.js";
import { knownMode } from "../../core/modes.js";
import { lineSwatch } from "../../core/swatch.js";
import { capital } from "../../core/text.js";
import { arrows } from "../../parts/arrows.js";
import { conflictNotes } from "../../parts/conflicts.js";
import { gradeLine } from "../../parts/grade.js";
import { claimsPageLink, linkButton } from "../../parts/links.js";
import { longList, longText } from "../../parts/long_text.js";
import { checkNotes } from "../../parts/measures.js";
import { corroborating, legClaims } from "../../state/claims.js";
import { isKnown, standingOn, textOn, withholds } from "../../state/disclosure.js";
import { extraCells, firstOf, noReply } from "../../state/phrases.js";
import { cardRow, claimLine, createRefs, sourceList } from "./card_rows.js";

const BASIS = {
  observed: "Observed: somebody published where it went.",
  inferred:
    "Inferred: no source in this record publishes the path. The line between its two ends is Waybill’s own.",
  unknown:
    "No source in this record publishes a path. The dots only join the places named; they are not a path.",
};

/* The leg's claims as lines; the grades stand in the card's head when all are the same. */
function gradesOf(claims, day) {
  const lines = claims.map((claim) => gradeLine(claim, day)).filter(Boolean);
  const same =
    lines.length > 0 && lines.every((line) => line.dataset.grade === lines[0].dataset.grade);
  return same ? { head: lines[0], each: false } : { head: null, each: true };
}

/* Both sides in one line, before either has its say. */
function sides(leg, claims, day) {
  const said = claims.said.length ? claims.said : claims.alsoSaid;
  if (!said.length) return null;
  const part = (words, rows) =>
    rows.length > 0 && ["; " + words + " ", h("b", {}, h("bdi", { text: firstOf(rows) }))];
  return h(
    "p",
    { class: "wb-gradeline" },
    "Said by ",
    h("b", {}, h("bdi", { text: firstOf(said) })),
    part("corroborated by", corroborating(leg, claims, day)),
    part("rejected by", claims.rejected),
    part("disputed by", claims.disputed),
    part("another account by", claims.differing),
    !claims.rejected.length && !claims.disputed.length && "; " + noReply(day).replace(/^N/, "n"),
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
    h("b", { text: leg.when }),
    soft && "; " + soft,
    ". ",
    leg.first !== leg.last &&
      leg.claimRows.length > 0 &&
      (soft
        ? "The span in which this record places it; nobody stated an end that is not dated."
        : "A span of days in which it is said to have happened, not one voyage."),
  ];
}

/* Origin → destination, and the named places between; bare waypoints of a drawn line have no name. */
function places(app, leg) {
  const button = (place) =>
    linkButton(h("bdi", { text: place.name }), () =>
      app.store.set({ focus: { kind: "place", id: place.id } }),
    );
  const via = leg.via
    .map((id) => app.story.placeById.get(id))
    .filter((place) => place && place.kind !== "waypoint");
  const list = via.map((place, i) => [i > 0 && ", ", button(place)]);
  // Between the ends of an inferred line stands what we drew; where no route was published, what was named.
  const between =
    { unknown: "named in between", inferred: "drawn through" }[leg.path_basis] || "by way of";
  return [
    button(leg.originPlace),
    arrows(" → "),
    button(leg.destinationPlace),
    via.length > 4
      ? h(
          "details",
          { class: "wb-via" },
          h("summary", { text: between + " " + via.length + " places" }),
          list,
        )
      : via.length > 0 && ["; " + between + ": ", list],
  ];
}

/* As claimed: the number first, then the words of the row. */
const cargoWords = (leg, day) =>
  capital([textOn(leg, "quantity", day), textOn(leg, "cargo", day)].filter(Boolean).join("; "));

/** Leg × known-on day → {mode, title, head: [nodes], body: [nodes]} for the card. */
export function legCard(app, leg, day) {
  const standing = standingOn(leg, day);
  if (!standing)
    return {
      mode: "unknown",
      title: "A leg not yet reported",
      head: [],
      body: [
        h("p", {
          class: "wb-cardtext",
          text: "Nothing about this leg had been published in this record by " + dayLong(day) + ".",
        }),
      ],
    };

  const claims = legClaims(leg, day);
  const witnesses = corroborating(leg, claims, day);
  const own = leg.claimRows.filter((claim) => isKnown(claim, day));
  const refs = createRefs(day);
  const year = own.length ? own[0].stated : null;
  const cargo = cargoWords(leg, day);
  const grades = gradesOf(own, day);
  const list = (rows) =>
    rows.length > 0 &&
    longList(
      "ul",
      rows.map((claim) => claimLine(claim, day, refs, year, grades.each && own.includes(claim))),
      4,
    );

  const rows = [
    cardRow("When", when(leg)),
    cardRow(
      leg.claimRows.length ? "Cargo, as claimed" : "Cargo",
      cargo && longText("span", cargo, {}, 320),
    ),
    cardRow("Said by", list(claims.said)),
    cardRow("Also said", list(claims.alsoSaid)),
    leg.claimRows.length ? cardRow("Rejected by", list(claims.rejected) || noReply(day) + ".") : [],
    cardRow("Disputed by", list(claims.disputed)),
    cardRow("Another account", list(claims.differing)),
    cardRow("Images, as described", list(claims.seen)),
    cardRow("Corroborated", list(claims.corroborated.filter((claim) => witnesses.includes(claim)))),
    cardRow(
      "Supports the claim, not the path",
      list(claims.corroborated.filter((claim) => !witnesses.includes(claim))),
    ),
    cardRow("Places", places(app, leg)),
    cardRow(
      "Path",
      BASIS[leg.path_basis] || BASIS.unknown,
      leg.schematic && " The line is a bow between the places, not a route.",
      knownMode(leg.mode) === "unknown" && " No means of transport is given.",
      textOn(leg, "note", day) && longText("p", leg.note, {}, 320),
    ),
    cardRow("Length", capital(leg.length)),
    cardRow("Route", leg.route && longText("span", leg.route)),
    cardRow(
      leg.claimRows.length ? "Vessel, as claimed" : "Vessel",
      textOn(leg, "vessel", day) && longText("span", leg.vessel),
    ),
    cardRow("Stated and computed", checkNotes(app, day, { leg })),
    cardRow("Where sources differ", conflictNotes(leg.conflictRows, day, "")),
    extraCells(leg, day).flatMap(([label, value]) => cardRow(label, longText("span", value))),
    claims.complete && !withholds(leg, day)
      ? []
      : cardRow("Left out", "Details that rest on what was published after " + dayLong(day) + "."),
  ];
  rows.push(cardRow("Sources", sourceList(refs)));
  if (own.length)
    rows.push(
      cardRow(
        "Threads",
        claimsPageLink(app, "All claims about this leg, as threads", { kind: "leg", id: leg.id }),
      ),
    );
  return {
    mode: leg.mode,
    title: leg.name,
    head: [
      h(
        "p",
        { class: "wb-standing" },
        lineSwatch(leg.mode, standing.level, 50),
        h("span", { text: standing.words }),
      ),
      sides(leg, claims, day),
      grades.head,
    ],
    body: [h("dl", {}, rows)],
  };
}
