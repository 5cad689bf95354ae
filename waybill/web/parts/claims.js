/* Small things that stand with a claim. */

import { h } from "../core/dom.js";
import { glyph } from "../core/glyphs.js";
import { isAgainst } from "../state/claims.js";

export function glyphOf(claim) {
  if (isAgainst(claim)) return glyph("rejected");
  if (claim.stance === "disputes") return glyph("said");
  if (claim.kind === "image")
    return glyph(claim.stance === "corroborates" ? "corroborated" : "image");
  return glyph(
    claim.stance === "corroborates" && claim.kind === "report" ? "corroborated" : "said",
  );
}

/** A "not verified" tag where the record says so; nothing otherwise. */
export const verifiedTag = (claim) =>
  claim.verified === false && h("span", { class: "wb-tag", text: "not verified" });
