/* Where sources differ about a row. */

/** @import { Conflict, Day } from "../state/types.js" */

import { h } from "../core/dom.js";
import { isKnown } from "../state/disclosure.js";
import { longText } from "./long_text.js";
import { sourceLine } from "./sources.js";

/**
 * One line for each conflict, which opens.
 * @param {readonly Conflict[]} rows
 * @param {Day | null} day
 */
export const conflictNotes = (rows, day, lead = "Sources differ") =>
  rows
    .filter((conflict) => isKnown(conflict, day))
    .map((conflict) =>
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
