// @ts-nocheck -- not typed yet
/* Visits, images and claims on the timeline: one small button each, in rows, with a name beside it
   where there is room. Marks that would cover each other share one button with a count. */

import { h } from "../core/dom.js";
import { glyph } from "../core/glyphs.js";
import { clamp } from "../core/numbers.js";
import { counted } from "../core/text.js";
import { claimants, isAgainst } from "../state/claims.js";
import { verbOf } from "../state/phrases.js";

const middle = (row) => (row.first + row.last + 1) / 2;

/* Rows (of one kind, sorted) → groups of rows that stand less than `gap` pixels apart. */
function cluster(items, scale, gap) {
  const groups = [];
  for (const item of items) {
    const open = groups[groups.length - 1];
    if (open && scale.x(middle(item)) - scale.x(middle(open[0])) < gap) open.push(item);
    else groups.push([item]);
  }
  return groups;
}

const DISC_PX = 17;
/* Ascending positions, pushed apart to at least `gap`, each as near to its own as can be. */
function spread(x, gap) {
  const right = [];
  const left = [];
  for (let i = 0; i < x.length; i++) right[i] = i ? Math.max(x[i], right[i - 1] + gap) : x[i];
  for (let i = x.length - 1; i >= 0; i--)
    left[i] = i < x.length - 1 ? Math.min(x[i], left[i + 1] - gap) : x[i];
  const out = [];
  for (let i = 0; i < x.length; i++)
    out[i] = Math.max((right[i] + left[i]) / 2, i ? out[i - 1] + gap : -Infinity);
  return out;
}

const verdict = (claim) => (verbOf ? verbOf(claim) : "said");
const sentence = (claim) => claim.statement.replace(/\.\s*$/, "");
const placesOf = (claim) => claim.placeRows.map((place) => place.name).join(", ");

/* What a row is called: to a screen reader, and in the hint. */
const NAMES = {
  visit: (visit) => ({
    label: `Visit ${visit.number}, ${visit.when}: ${visit.visitors.join(", ")}, ${visit.placeRow.name}`,
    tip: () => [
      h("b", { text: visit.when }),
      " ",
      visit.visitors.join(", "),
      visit.hosts.length ? " → " + visit.hosts.join(", ") : "",
      h("br"),
      visit.placeRow.name,
    ],
  }),
  image: (claim) => ({
    label:
      `Image, ${claim.observed_words}: ${sentence(claim)}. ${claim.claimant}, published ${claim.stated_words}` +
      (claim.verified === false ? ". Not verified" : ""),
    tip: () => [
      h("b", { text: claim.observed_words }),
      " ",
      claim.statement,
      h("br"),
      claim.claimant + ", published " + claim.stated_words,
      claim.verified === false ? [h("br"), "Not verified"] : null,
    ],
  }),
  claim: (claim) => ({
    label:
      `${claim.stated_words}: ${claim.claimant} ${verdict(claim)}: ${sentence(claim)}` +
      (claim.verified === false ? ". Not verified" : ""),
    tip: () => [
      h("b", { text: claim.stated_words }),
      ` ${claim.claimant} ${verdict(claim)}: `,
      claim.statement,
      claim.verified === false ? [h("br"), "Not verified"] : null,
    ],
  }),
};

/* One button for a group of items {row, first, last}. */
function makeMark(items, look) {
  const names = items.map((item) => NAMES[look.name](item.row));
  const first = Math.min(...items.map((item) => item.first));
  const last = Math.max(...items.map((item) => item.last));
  const at = (middle(items[0]) + middle(items[items.length - 1])) / 2;
  const span = look.span && last > first ? h("i", { class: "wb-tl-span" }) : null;
  const count =
    items.length > 1 && !look.quiet ? h("span", { class: "wb-tl-n", text: items.length }) : null;
  const el = h(
    "button",
    {
      type: "button",
      tabindex: "-1",
      class: "wb-tl-mark " + look.cls,
      "aria-label":
        items.length > 1
          ? counted(items.length, look.noun, look.nouns) +
            ". " +
            names
              .slice(0, 5)
              .map((name) => name.label)
              .join("; ")
          : names[0].label,
    },
    span,
    look.draw(items[0].row),
    count,
  );
  return {
    el,
    kind: look.kind,
    rows: items.map((item) => item.row),
    first,
    last,
    at,
    dx: 0,
    row: 0,
    tip: () =>
      items.length > 1
        ? [
            h("b", { text: counted(items.length, look.noun, look.nouns) }),
            names.slice(0, 4).map((name) => [h("br"), name.tip()]),
            items.length > 4 ? [h("br"), "…"] : null,
          ]
        : names[0].tip(),
    place(scale) {
      el.style.transform = `translate(${scale.x(at) + this.dx}px, ${this.y}px)`;
      if (span) {
        span.style.width = (last + 1 - first) * scale.k + "px";
        span.style.left = `calc(50% - ${(at - first) * scale.k}px)`;
      }
    },
  };
}

/* Hit areas: as wide as the neighbours allow. */
function giveRoom(marks, scale, env, height) {
  const rows = new Map();
  for (const mark of marks) rows.set(mark.row, [...(rows.get(mark.row) || []), mark]);
  for (const row of rows.values()) {
    row.sort((p, q) => p.at - q.at);
    const x = row.map((mark) => scale.x(mark.at) + mark.dx);
    row.forEach((mark, i) => {
      const gap = Math.min(i ? x[i] - x[i - 1] : 99, i < row.length - 1 ? x[i + 1] - x[i] : 99);
      const width = clamp(gap, 12, env.narrow ? 44 : 26);
      mark.el.style.width = width + "px";
      mark.el.style.marginLeft = -width / 2 + "px";
      mark.el.style.height = height + "px";
    });
  }
}

/* Names beside units {marks, a, b (pixels), row, texts}: right of it, else left of it, else none.
   A name that would run across a handle gives way to one that does not. */
function nameUnits(units, env) {
  const rows = new Map();
  for (const unit of units) rows.set(unit.row, [...(rows.get(unit.row) || []), unit]);
  for (const row of rows.values()) {
    row.sort((p, q) => p.a - q.a);
    let free = 0;
    row.forEach((unit, i) => {
      const right = (i < row.length - 1 ? row[i + 1].a : env.scale.width) - unit.b - 10;
      const left = unit.a - free - 10;
      free = unit.b;
      const crosses = (a, b) => env.edges.some((x) => x > a && x < b);
      const fits = (clear, texts) => {
        for (const text of texts) {
          const width = env.measure.width(text) + 6;
          if (width <= right && !(clear && crosses(unit.b, unit.b + width))) return [text, "right"];
          if (width <= left && !(clear && crosses(unit.a - width, unit.a))) return [text, "left"];
        }
        return null;
      };
      const found = fits(true, unit.texts) || fits(false, [...unit.texts].reverse());
      if (!found) return;
      [unit.text, unit.side] = found;
      if (unit.side === "right") free = unit.b + env.measure.width(unit.text) + 8;
    });
  }
}
const nameOnMark = (unit, cls) => {
  if (!unit.text) return;
  const mark = unit.marks[unit.side === "right" ? unit.marks.length - 1 : 0];
  const label = h("span", {
    class: "wb-tl-name wb-tl-name-" + unit.side + (cls || ""),
    text: unit.text,
    "aria-hidden": "true",
  });
  label.style.setProperty("--off", unit.off + "px");
  mark.el.append(label);
};

/** Visits: numbered discs; those of one trip on a pale band. → {marks, extras, rowCount}. */
export function visitMarks(visits, env) {
  const { scale } = env;
  const items = visits
    .map((row) => ({ row, first: row.first, last: row.last }))
    .sort((p, q) => middle(p) - middle(q));
  const trips = new Map();
  for (const item of items) {
    const key = item.row.trip ? "t" + item.row.trip : "v" + item.row.id;
    trips.set(key, [...(trips.get(key) || []), item]);
  }
  const extras = [];
  const units = [...trips.values()].map((members) => {
    const x = members.map((item) => scale.x(middle(item)));
    const apart = spread(x, DISC_PX);
    const crowded = apart.some((value, i) => Math.abs(value - x[i]) > DISC_PX);
    const marks = cluster(members, scale, crowded ? 7 : 0).map((group) =>
      makeMark(group, {
        name: "visit",
        kind: "visit",
        noun: "visit",
        span: members.length === 1,
        quiet: crowded,
        cls: "wb-tl-visit" + (crowded ? " wb-tl-dot" : ""),
        draw: (visit) => h("span", { class: "wb-tl-disc", text: crowded ? "" : visit.number }),
      }),
    );
    if (!crowded) marks.forEach((mark, i) => (mark.dx = apart[i] - x[i]));
    const first = Math.min(...members.map((item) => item.first));
    const last = Math.max(...members.map((item) => item.last));
    const off = Math.max(9, members.length > 1 ? 0 : (scale.x(last + 1) - scale.x(first)) / 2);
    const unit = {
      marks,
      row: 0,
      a: Math.min(x[0] - off, scale.x(first)),
      b: Math.max(x[x.length - 1] + off, scale.x(last + 1)),
      off: off + 5,
    };
    const [visit] = members.map((item) => item.row);
    if (members.length === 1)
      unit.texts = [
        visit.visitors.join(", ") + ", " + visit.placeRow.name,
        visit.visitors[0] + ", " + visit.placeRow.name,
        visit.placeRow.name,
      ];
    else {
      const common = visit.visitors
        .filter((name) => members.every((item) => item.row.visitors.includes(name)))
        .join(", ");
      unit.texts = [`${common || "One trip"}: ${members.length} stops`, common || "One trip"];
      const el = h("i", { class: "wb-tl-trip" });
      unit.band = {
        el,
        place: (s) => {
          el.style.left = s.x(first) + "px";
          el.style.width = (last + 1 - first) * s.k + "px";
        },
      };
      extras.push(unit.band);
    }
    return unit;
  });
  units.sort((p, q) => p.a - q.a);
  const ends = [];
  for (const unit of units) {
    let row = ends.findIndex((end) => end + 3 <= unit.a);
    if (row < 0) row = ends.length < 3 ? ends.push(0) - 1 : ends.indexOf(Math.min(...ends));
    ends[row] = unit.b;
    unit.row = row;
    for (const mark of unit.marks) mark.row = row;
  }
  nameUnits(units, env);
  for (const unit of units) {
    if (!unit.band) nameOnMark(unit);
    else if (unit.text)
      unit.band.el.append(
        h("span", { class: "wb-tl-name wb-tl-name-" + unit.side, text: unit.text }),
      );
    if (unit.band) unit.band.row = unit.row;
  }
  return finish(
    units.flatMap((unit) => unit.marks),
    extras,
    ends.length,
    ends.length > 1 && !env.narrow ? { ...env, pitch: 19 } : env,
    env.narrow ? 32 : ends.length > 1 ? 20 : 24,
  );
}

/** Images by the day they show: squares, hollow and dashed where the day is not verified. */
export function imageMarks(claims, env) {
  const items = claims
    .map((row) => ({ row, first: row.observedFirst, last: row.observedLast }))
    .sort((p, q) => middle(p) - middle(q));
  const units = cluster(items, env.scale, 11).map((group) => {
    const open = group.every((item) => item.row.verified === false);
    const mark = makeMark(group, {
      name: "image",
      kind: "claim",
      noun: "image",
      span: true,
      cls: "wb-tl-image" + (open ? " wb-tl-open" : ""),
      draw: () => h("span", { class: "wb-tl-square" }),
    });
    const half = Math.max(7, ((mark.last + 1 - mark.first) * env.scale.k) / 2);
    const x = env.scale.x(mark.at);
    const names = [...new Set(group.map((item) => placesOf(item.row)).filter(Boolean))].join("; ");
    const texts = names
      ? open
        ? [names + ", not verified", names]
        : [`${names} (${claimants(group.map((item) => item.row)).join(", ")})`, names]
      : [];
    return { marks: [mark], row: 0, a: x - half, b: x + half, off: half + 5, texts, open };
  });
  nameUnits(units, env);
  for (const unit of units) nameOnMark(unit, unit.open ? " wb-tl-quiet" : "");
  return finish(
    units.flatMap((unit) => unit.marks),
    [],
    1,
    env,
    env.narrow ? 32 : 24,
  );
}

/** "said" (asserts), "rejected" (denies or disputes) or "report" (corroborates, differs, or from an image). */
export function claimGroup(claim) {
  if (isAgainst(claim)) return "rejected";
  return claim.stance === "disputes" ||
    claim.stance === "corroborates" ||
    claim.kind === "image" ||
    claim.kind === "report"
    ? "report"
    : "said";
}
const GLYPH = { said: "said", rejected: "rejected", report: "corroborated" };
const ORDER = ["said", "rejected", "report"];

/** Claims by the day they became public. apart: three rows (said; rejected or disputed; reports and images), else
    one row in which marks of one day step aside for each other. */
export function claimMarks(claims, env, apart) {
  const { scale } = env;
  const marks = [];
  for (const [row, name] of ORDER.entries()) {
    const items = claims
      .filter((claim) => claimGroup(claim) === name)
      .map((claim) => ({ row: claim, first: claim.known, last: claim.known }));
    items.sort((p, q) => p.first - q.first);
    for (const group of cluster(items, scale, 8)) {
      const mark = makeMark(group, {
        name: "claim",
        kind: "claim",
        noun: "claim",
        cls: "wb-tl-claim wb-tl-" + name,
        draw: () => glyph(GLYPH[name], 14),
      });
      mark.row = apart ? row : 0;
      marks.push(mark);
    }
  }
  if (!apart) {
    marks.sort((p, q) => p.at - q.at);
    let end = -99;
    for (const mark of marks) {
      const x = scale.x(mark.at);
      mark.dx = Math.min(Math.max(0, end + 12 - x), 24);
      end = x + mark.dx;
    }
  } else {
    for (const row of [0, 1, 2]) {
      const here = marks.filter((mark) => mark.row === row);
      if (!here.length) continue;
      const rows = here.flatMap((mark) => mark.rows).sort((p, q) => p.known - q.known);
      const who = claimants(rows);
      const unit = {
        marks: [here[0]],
        side: "left",
        off: 12,
        texts: who.length > 1 ? [`${who[0]}, then ${who[1]}`, who[0]] : [who[0]],
      };
      const right = scale.x(here[0].at) - unit.off;
      const left = (text) => right - env.measure.width(text) - 6;
      const fitting = unit.texts.filter((text) => left(text) >= 0);
      unit.text =
        fitting.find((text) => !env.edges.some((x) => x > left(text) && x < right)) ||
        fitting.at(-1);
      nameOnMark(unit);
    }
  }
  return finish(marks, [], apart ? 3 : 1, env, env.narrow ? 32 : apart ? 22 : 24);
}

function finish(marks, extras, rowCount, env, hit) {
  const pitch = env.pitch || (env.narrow ? 28 : 24);
  for (const mark of marks) mark.y = mark.row * pitch + (pitch - hit) / 2;
  for (const extra of extras) extra.el.style.top = extra.row * pitch + pitch / 2 - 3 + "px";
  giveRoom(marks, env.scale, env, hit);
  return { marks, extras, height: Math.max(1, rowCount) * pitch };
}
