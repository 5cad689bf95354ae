/* Claims on the timeline, by the day they became public. */

/** @import { Claim } from "../../state/types.js" */
/** @import { Built, Env, Item, PointMark } from "../types.js" */

import { glyph } from "../../core/glyphs.js";
import { claimants } from "../../state/claims.js";
import { CLAIM_NAMES, makeMark, nameOnMark } from "./mark.js";
import { cluster, layRows } from "./rows.js";

/** @typedef {"said" | "rejected" | "report"} Group */

/** @type {readonly Group[]} */
const GROUPS = ["said", "rejected", "report"];
/** @type {Record<Group, string>} */
const GLYPH = { said: "said", rejected: "rejected", report: "corroborated" };
const CLUSTER_PX = 8;
const ASIDE_PX = { step: 12, most: 24 }; // marks of one day step aside for each other
const NAME_PX = 12; // from the middle of a mark to its name

/**
 * What a claim counts as: said (asserts), rejected (denies or disputes), or report (corroborates, gives
 * another account, or is an image).
 * @param {Claim} claim
 * @returns {Group}
 */
export function claimGroup(claim) {
  if (claim.against) return "rejected";
  const isReport =
    claim.stance === "disputes" ||
    claim.stance === "corroborates" ||
    claim.kind === "image" ||
    claim.kind === "report";
  return isReport ? "report" : "said";
}

/**
 * Claims in three rows, one for each group, where there is room; else in one, in which marks of one
 * day step aside for each other.
 * @param {Item<Claim>[]} items
 * @param {Env} env
 * @returns {Built}
 */
export function claimMarks(items, env) {
  const { narrow, apart } = env;
  const rows = GROUPS.map((group, row) => groupMarks(items, group, apart ? row : 0, env));
  const marks = rows.flat();
  if (apart) for (const row of rows) nameFirst(row, env);
  else stepAside(marks, env);
  const pitch = apart ? (narrow ? 30 : 17) : narrow ? 28 : 24;
  layRows(marks, env, pitch, narrow ? 32 : apart ? 22 : 24);
  return { marks, extras: [], height: (apart ? GROUPS.length : 1) * pitch };
}

/**
 * @param {Item<Claim>[]} all
 * @param {Group} group
 * @param {number} row
 * @param {Env} env
 */
function groupMarks(all, group, row, { scale }) {
  const items = all.filter((item) => claimGroup(item.row) === group);
  items.sort((p, q) => p.first - q.first);
  return cluster(items, scale, CLUSTER_PX).map((several) => {
    const mark = makeMark(several, {
      ...CLAIM_NAMES,
      focus: "claim",
      noun: "claim",
      cls: "wb-tl-claim wb-tl-" + group,
      draw: () => glyph(GLYPH[group], 14),
    });
    mark.row = row;
    return mark;
  });
}

/**
 * @param {PointMark[]} marks
 * @param {Env} env
 */
function stepAside(marks, { scale }) {
  marks.sort((p, q) => p.at - q.at);
  let end = -Infinity;
  for (const mark of marks) {
    const x = scale.x(mark.at);
    mark.dx = Math.min(Math.max(0, end + ASIDE_PX.step - x), ASIDE_PX.most);
    end = x + mark.dx;
  }
}

/**
 * Who began: named left of the first mark of a row, where there is room.
 * @param {PointMark[]} marks of one row
 * @param {Env} env
 */
function nameFirst(marks, { scale, edges, measure }) {
  const [first] = marks;
  if (!first) return;
  const rows = /** @type {Claim[]} */ (marks.flatMap((mark) => mark.rows));
  const who = claimants(rows.sort((p, q) => p.known - q.known));
  const texts = who.length > 1 ? [`${who[0]}, then ${who[1]}`, who[0]] : [who[0]];
  const right = scale.x(first.at) - NAME_PX;
  const left = (/** @type {string} */ text) => right - measure.width(text) - 6;
  const fitting = texts.filter((text) => left(text) >= 0);
  const isClear = (/** @type {string} */ text) => !edges.some((x) => x > left(text) && x < right);
  const text = fitting.find(isClear) || fitting.at(-1);
  nameOnMark({ marks: [first], row: 0, a: 0, b: 0, texts, text, side: "left", off: NAME_PX });
}
