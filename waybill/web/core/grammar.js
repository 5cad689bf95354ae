/* How marks look: modes, evidence levels, widths and dashes in px, and from how many legs a story is
   drawn in another way. waybill/grammar.json is the one place for them, for the card and the
   placeholder too; waybill/grammar.py says what each value means. Colours are in styles/tokens.css. */

import grammar from "../../grammar.json" with { type: "json" };

export const { levels, limits, line, modes, opacity } = grammar;
