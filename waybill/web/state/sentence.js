/* The view as one English sentence. The same rules as waybill/view.py; tests/cases/sentence.json holds
   the two together. */

import { dayLong, rangeWords } from "../core/dates.js";
import { focusIsPublic, focusRows } from "./focus.js";

function focusName({ kind, id }, story, known) {
  const row = focusRows(story, kind).get(id);
  // Nothing published later than that day is named, here as everywhere.
  if (!focusIsPublic({ kind, id }, story, known))
    return `a ${kind} not yet ${kind === "claim" ? "published" : "reported"}`;
  if (kind === "leg") return row.short;
  if (kind === "visit") return `${row.visitors.join(", ")} in ${row.placeRow.name}`;
  if (kind === "claim")
    return `the ${row.stance === "denies" ? "denial" : row.kind} from ${row.claimant}, ${row.stated_words}`;
  return kind === "place" ? row.name : row.title;
}

/** The view in English: "Legs and visits, 12–20 Sept 2023, as known on 13 Oct 2023, …". */
export const sentenceOf = (state, story) =>
  `Legs and visits, ${rangeWords(state.from, state.to)}` +
  (state.known === null ? "" : `, as known on ${dayLong(state.known)}`) +
  (state.focus ? `, focused on ${focusName(state.focus, story, state.known)}` : "");
