/* Where sources differ about a row. */

import { h } from "../core/dom.js";
import { knownConflicts } from "../state/disclosure.js";
import { longText } from "./long_text.js";
import { sourceLine } from "./sources.js";

/** Where sources differ about a row: one line each, which opens. */
export const conflictNotes = (story, rows, day, lead = "Sources differ") =>
  knownConflicts(story, rows, day).map((conflict) =>
    h(
      "details",
      { class: "wb-differ", dir: "auto", data: { conflict: conflict.id } },
      h(
        "summary",
        {},
        lead && h("b", { text: lead }),
        [lead, conflict.title].every(Boolean) && ": ",
        conflict.title || (!lead && "Details"),
      ),
      longText("p", conflict.text),
      sourceLine(conflict, day),
    ),
  );
