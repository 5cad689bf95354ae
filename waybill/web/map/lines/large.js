// @ts-nocheck -- not typed yet
/* Stories with hundreds or thousands of legs: a thin plain style (colour = mode, dash = level), legs
   outside the dates not drawn, and a picture that grows and shrinks with a handle instead of being
   drawn anew. Growing adds the new legs; shrinking starts from the nearest of a few kept pictures. */

import { levels, limits, line, opacity } from "../../core/grammar.js";
import { knownMode } from "../../core/modes.js";
import { clamp } from "../../core/numbers.js";
import { standingOn } from "../../state/disclosure.js";
import { pathRuns } from "../geometry/path.js";

const MEMORY = 64e6; // bytes for kept pictures
const TOP_UP = 140; // legs to add to a kept picture before a nearer one is kept as well
const SLICE = 120; // legs drawn in one idle moment

/** → {update(state, layer), draw(context, frame), isDrawn(leg), look(leg)}. */
export function createLargePainter(stage, paths) {
  const { legs } = stage.story;
  const firsts = Int32Array.from(legs, (leg) => leg.first);
  const lasts = Int32Array.from(legs, (leg) => leg.last);
  const byFirst = legs.map((leg) => leg.index).sort((a, b) => firsts[a] - firsts[b] || a - b);
  const byLast = legs.map((leg) => leg.index).sort((a, b) => lasts[b] - lasts[a] || a - b);
  let levelOf = []; // by a leg's index; null: not published
  let levelsFor;
  let shown = null; // {from, to, known} of the picture on the canvas
  let surface = null; // {context, frame}
  let chains = {}; // kept pictures: {to: {...}, from: {...}}
  let idle = 0;
  let late = 0;
  let lastCost = 0;
  let chosenFor = "";

  function readLevels(known) {
    if (levelsFor === known) return;
    levelsFor = known;
    levelOf = legs.map((leg) => (standingOn(leg, known) || { level: null }).level);
  }
  const isIn = (i, from, to) => levelOf[i] !== null && firsts[i] <= to && lasts[i] >= from;

  function paint(context, frame, indices) {
    if (!indices.length) return;
    // One pixel of the device: context.getTransform().a is the ratio of the screen.
    context.lineWidth =
      legs.length > limits.hairlines ? 1 / context.getTransform().a : line.plain_px;
    context.lineCap = "butt";
    context.lineJoin = "round";
    const { palette } = stage;
    const [left, top, right, bottom] = [
      frame.left / frame.scale,
      frame.top / frame.scale,
      (frame.left + frame.width) / frame.scale,
      (frame.top + frame.height) / frame.scale,
    ];
    const reach = [
      frame.left - 8,
      frame.top - 8,
      frame.left + frame.width + 8,
      frame.top + frame.height + 8,
    ];
    let style = "";
    for (const i of indices) {
      const box = paths.boxes[i];
      if (box[0] > right || box[2] < left || box[1] > bottom || box[3] < top) continue;
      const leg = legs[i];
      const level = levelOf[i];
      if (style !== leg.mode + level) {
        style = leg.mode + level;
        context.strokeStyle = palette[knownMode(leg.mode)];
        context.globalAlpha = levels[level].plain.opacity;
        context.setLineDash(levels[level].plain.dash_px);
      }
      for (const run of pathRuns(paths.get(leg, frame.scale), reach)) {
        const { points } = run;
        context.lineDashOffset = run.from;
        context.beginPath();
        context.moveTo(points[0] - frame.left, points[1] - frame.top);
        for (let p = 2; p < points.length; p += 2)
          context.lineTo(points[p] - frame.left, points[p + 1] - frame.top);
        context.stroke();
      }
    }
    context.globalAlpha = 1;
    context.setLineDash([]);
    context.lineDashOffset = 0;
  }

  function draw(context, frame) {
    const state = stage.store.get();
    levelsFor = undefined;
    readLevels(state.known);
    surface = { context, frame };
    chains = {};
    const started = performance.now();
    paint(
      context,
      frame,
      byFirst.filter((i) => isIn(i, state.from, state.to)),
    );
    lastCost = performance.now() - started;
    shown = { from: state.from, to: state.to };
    planChains(state);
  }

  /* ---- kept pictures: a chain for one handle, the other one being fixed ---- */

  function newChain(kind, fixed) {
    const order = kind === "to" ? byFirst : byLast;
    const members = order.filter(
      (i) => levelOf[i] !== null && (kind === "to" ? lasts[i] >= fixed : firsts[i] <= fixed),
    );
    const { canvas } = surface.context;
    const room = Math.floor(MEMORY / 2 / (canvas.width * canvas.height * 4)) - 1;
    const stops = clamp(room, 1, 8);
    const work = copyOf(null);
    return {
      kind,
      fixed,
      members,
      every: Math.ceil(members.length / (stops + 1)) || 1,
      done: 0,
      work,
      stops: [],
    };
  }
  function copyOf(source) {
    const canvas = document.createElement("canvas");
    canvas.width = surface.context.canvas.width;
    canvas.height = surface.context.canvas.height;
    const context = canvas.getContext("2d");
    if (source) context.drawImage(source, 0, 0);
    context.setTransform(surface.context.getTransform());
    return { canvas, context };
  }
  /** Draw `count` more legs of a chain, keeping pictures on the way. */
  function extend(chain, count) {
    const end = Math.min(chain.members.length, chain.done + count);
    while (chain.done < end) {
      const stop = Math.min(end, (Math.floor(chain.done / chain.every) + 1) * chain.every);
      paint(chain.work.context, surface.frame, chain.members.slice(chain.done, stop));
      chain.done = stop;
      if (stop % chain.every === 0 && stop < chain.members.length)
        chain.stops.push({ count: stop, picture: copyOf(chain.work.canvas).canvas });
    }
    if (chain.done === chain.members.length) chain.work = null;
  }
  function planChains(state) {
    cancelIdle();
    const wanted = [
      ["to", state.from],
      ["from", state.to],
    ];
    const work = () => {
      idle = 0;
      for (const [kind, fixed] of wanted) {
        if (!chains[kind] || chains[kind].fixed !== fixed) chains[kind] = newChain(kind, fixed);
        const chain = chains[kind];
        if (chain.work) {
          extend(chain, SLICE);
          idle = whenIdle(work);
          return;
        }
      }
    };
    idle = whenIdle(work);
  }
  const whenIdle = (work) =>
    window.requestIdleCallback
      ? requestIdleCallback(work, { timeout: 1500 })
      : setTimeout(work, 60);
  function cancelIdle() {
    if (!idle) return;
    if (window.cancelIdleCallback) cancelIdleCallback(idle);
    else clearTimeout(idle);
    idle = 0;
  }

  /** How many legs of a chain are inside the dates: they are its first ones. */
  function countInside(chain, state) {
    const { members } = chain;
    let low = 0;
    let high = members.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const inside =
        chain.kind === "to"
          ? firsts[members[middle]] <= state.to
          : lasts[members[middle]] >= state.from;
      if (inside) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  function shrink(kind, state) {
    const fixed = kind === "to" ? state.from : state.to;
    let chain = chains[kind];
    if (!chain || chain.fixed !== fixed) chain = chains[kind] = newChain(kind, fixed);
    const count = countInside(chain, state);
    if (chain.work && chain.done < count) extend(chain, count - chain.done);
    const usable = [...chain.stops, ...(chain.near ? [chain.near] : [])].filter(
      (stop) => stop.count <= count,
    );
    let best = usable.reduce((a, b) => (b.count > a.count ? b : a), { count: 0, picture: null });
    const { context, frame } = surface;
    const show = (picture) => {
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.clearRect(0, 0, context.canvas.width, context.canvas.height);
      if (picture) context.drawImage(picture, 0, 0);
      context.restore();
    };
    show(best.picture);
    if (count - best.count > TOP_UP) {
      const near = count - Math.round(TOP_UP / 2);
      paint(context, frame, chain.members.slice(best.count, near));
      chain.near = chain.near || { picture: copyOf(null).canvas };
      const keep = chain.near.picture.getContext("2d");
      keep.setTransform(1, 0, 0, 1, 0, 0);
      keep.clearRect(0, 0, context.canvas.width, context.canvas.height);
      keep.drawImage(context.canvas, 0, 0);
      best = chain.near = { count: near, picture: chain.near.picture };
    }
    paint(context, frame, chain.members.slice(best.count, count));
  }

  function update(state, layer) {
    const chosen = JSON.stringify([
      state.focus,
      state.hover,
      state.known,
      stage.check && stage.check.id,
    ]);
    if (chosen !== chosenFor && surface) stage.overlay.redraw();
    chosenFor = chosen;
    const emphasis = stage.emphasis(state);
    if (layer.canvas) layer.canvas.style.opacity = emphasis ? String(opacity.aside) : "";
    if (levelsFor !== state.known || !surface) {
      levelsFor = undefined;
      layer.redraw();
      return true;
    }
    if (shown.from === state.from && shown.to === state.to) {
      if (state.settled && !idle) planChains(state);
      return false;
    }
    cancelIdle();
    clearTimeout(late);
    const grows = state.from <= shown.from && state.to >= shown.to;
    if (grows) {
      const added = byFirst.filter(
        (i) => isIn(i, state.from, state.to) && !isIn(i, shown.from, shown.to),
      );
      paint(surface.context, surface.frame, added);
    } else if (state.from === shown.from) shrink("to", state);
    else if (state.to === shown.to) shrink("from", state);
    else if (!state.settled && lastCost > 12) {
      // Both handles at once: nothing to build on, so draw as often as the machine can.
      late = setTimeout(() => layer.redraw(), Math.min(250, 2 * lastCost));
      return false;
    } else {
      layer.redraw();
      return true;
    }
    shown = { from: state.from, to: state.to };
    if (state.settled) planChains(state);
    return true;
  }

  return {
    update,
    draw,
    isDrawn: (leg) => shown !== null && isIn(leg.index, shown.from, shown.to),
    look: (leg) =>
      shown && isIn(leg.index, shown.from, shown.to)
        ? { level: levelOf[leg.index], alpha: 1, hot: false, inside: true }
        : null,
  };
}
