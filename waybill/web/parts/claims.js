/* Small things that stand with a claim. */

/** @import { Claim } from "../state/types.js" */

import { h } from "../core/dom.js";
import { glyph } from "../core/glyphs.js";

/** The mark of what a claimant did. @param {Claim} claim */
export function glyphOf(claim) {
  if (claim.against) return glyph("rejected");
  if (claim.stance === "disputes") return glyph("said");
  const supports = claim.stance === "corroborates";
  if (claim.kind === "image") return glyph(supports ? "corroborated" : "image");
  return glyph(supports && claim.kind === "report" ? "corroborated" : "said");
}

/** A "not verified" tag where the record says so; nothing otherwise. @param {Claim} claim */
export const verifiedTag = (claim) =>
  claim.verified === false && h("span", { class: "wb-tag", text: "not verified" });
