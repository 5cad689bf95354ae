/* Where labels go: greedy by priority, on measured boxes, eight positions around the point; covering
   a mark is forbidden, covering a route costs, and where there is no room there is no label. */
(function () {
  "use strict";
  const W = window.Waybill;
  const CELL = 6; // px of the grid that knows where routes run
  const STYLE = {
    // kind: [weight, size, letter spacing in em, capitals, italic]
    node: [700, 14, 0], named: [700, 13, 0], visit: [600, 12.5, 0], town: [500, 12, 0], city: [400, 12, 0],
    country: [500, 11, 0.13, true], sea: [400, 12, 0.04, false, true], image: [600, 12, 0], measure: [600, 12.5, 0],
  };
  const MOST_HITS = { visit: 7, image: 6, town: 4 }; // route cells that a label of less weight than a leg's place may cover
  const SMALL = 0.88; // size of a label's second line
  const LINE_HEIGHT = 1.17;
  const LONGEST = 400; // characters; a longer name finds no room, and measuring it can take half a minute
  let pen = null;
  const widths = new Map();

  W.labelFont = (kind, isSmall) => {
    const [weight, size, , , italic] = STYLE[kind];
    return `${italic ? "italic " : ""}${isSmall ? 400 : weight} ${isSmall ? size * SMALL : size}px "Source Sans", "Source Sans 3", "Source Sans Pro", system-ui, sans-serif`;
  };
  W.labelText = (kind, text) => (STYLE[kind][3] ? text.toUpperCase() : text);
  W.labelSpacing = (kind) => STYLE[kind][1] * STYLE[kind][2];
  W.labelLineHeight = (kind) => STYLE[kind][1] * LINE_HEIGHT;
  /** Fonts have arrived: measure anew. */
  W.forgetLabelWidths = () => widths.clear();

  function lineWidth(kind, text, isSmall) {
    if (text.length > LONGEST) return Infinity;
    const key = kind + isSmall + text;
    let width = widths.get(key);
    if (width === undefined) {
      pen = pen || document.createElement("canvas").getContext("2d");
      pen.font = W.labelFont(kind, isSmall);
      const shownText = W.labelText(kind, text);
      width = pen.measureText(shownText).width + shownText.length * W.labelSpacing(kind);
      widths.set(key, width);
    }
    return width;
  }
  /** {w, h} of a label in px. */
  W.labelSize = (label) => {
    const beside = label.beside ? lineWidth(label.kind, " " + label.beside, true) : 0;
    const first = lineWidth(label.kind, label.text, false) + beside;
    const second = label.small ? lineWidth(label.kind, label.small, true) : 0;
    return { w: Math.ceil(Math.max(first, second)) + 2, h: Math.ceil(W.labelLineHeight(label.kind) * (label.small ? 1.9 : 1)) };
  };

  W.boxesTouch = (a, b, gap) => a.x < b.x + b.w + gap && a.x + a.w + gap > b.x && a.y < b.y + b.h + gap && a.y + a.h + gap > b.y;

  /** A grid that knows which cells of a frame routes run through. */
  W.routeGrid = (frame) => {
    const columns = Math.ceil(frame.width / CELL) + 1;
    const rows = Math.ceil(frame.height / CELL) + 1;
    const cells = new Uint8Array(columns * rows);
    return {
      /** A path of world pixels. */
      add(path) {
        const box = [frame.left, frame.top, frame.left + frame.width, frame.top + frame.height];
        for (const run of W.pathRuns(path, box)) {
          for (let at = run.from; at <= run.to; at += CELL) {
            const { x, y } = W.pointAt(path, at);
            const column = Math.floor((x - frame.left) / CELL);
            const row = Math.floor((y - frame.top) / CELL);
            if (column >= 0 && row >= 0 && column < columns && row < rows) cells[row * columns + column] = 1;
          }
        }
      },
      /** How many cells of a box have a route in them. */
      count(box) {
        let hits = 0;
        const lastRow = Math.min(rows - 1, Math.floor((box.y + box.h + 1) / CELL));
        const lastColumn = Math.min(columns - 1, Math.floor((box.x + box.w + 3) / CELL));
        for (let row = Math.max(0, Math.floor((box.y - 1) / CELL)); row <= lastRow; row++) {
          for (let column = Math.max(0, Math.floor((box.x - 3) / CELL)); column <= lastColumn; column++) hits += cells[row * columns + column];
        }
        return hits;
      },
    };
  };

  /** Positions around a point with radius r: [dx, dy, cost], best first. */
  function positions(label, w, h) {
    const r = (label.radius || 5) + 3;
    const wobble = label.area ? [[-w / 2, -h / 2, 0], [-w / 2, -h / 2 - 14, 1], [-w / 2, -h / 2 + 14, 1], [-w / 2 - 26, -h / 2, 1.5], [-w / 2 + 26, -h / 2, 1.5]] : null;
    return wobble || [
      [r, -h / 2, 0], [-r - w, -h / 2, 1], [-w / 2, r - 1, 1.5], [-w / 2, -r - h + 1, 1.5],
      [r * 0.6, r * 0.5, 2], [r * 0.6, -h - r * 0.5, 2], [-w - r * 0.6, r * 0.5, 2.5], [-w - r * 0.6, -h - r * 0.5, 2.5],
    ];
  }

  /** labels: [{key, x, y, text, beside, small, kind, priority (1 first), radius, area (centred on the
      point), sides (indexes of positions allowed), own (keys of obstacles it belongs to), once (name one of
      these labels at most), hasDot, mostHits (route cells that it may cover)}].
      obstacles: [{x, y, w, h, key, hard}]. → the labels that found room, with .box. */
  W.placeLabels = (frame, labels, obstacles, grid) => {
    const placed = [];
    const points = labels.filter((label) => !label.area).map((label) => {
      const r = (label.radius || 5) - 1;
      return { x: label.x - r, y: label.y - r, w: 2 * r, h: 2 * r, label };
    });
    for (const label of [...labels].sort((a, b) => a.priority - b.priority)) {
      if (label.once && placed.some((other) => other.once === label.once)) continue;
      const { w, h } = W.labelSize(label);
      if (label.x < -5 || label.y < -5 || label.x > frame.width + 5 || label.y > frame.height + 5) continue;
      // A town's dot under a mark or under the inset would leave its name pointing at nothing.
      if (label.hasDot && obstacles.some((other) => W.boxesTouch({ x: label.x - 3, y: label.y - 3, w: 6, h: 6 }, other, 0))) continue;
      let best = null;
      positions(label, w, h).forEach(([dx, dy, base], side) => {
        if (label.sides && !label.sides.includes(side)) return;
        const box = { x: label.x + dx, y: label.y + dy, w, h };
        if (box.x < 4 || box.y < 3 || box.x + w > frame.width - 4 || box.y + h > frame.height - 3) return;
        for (const other of obstacles) {
          if (!(label.own && label.own.includes(other.key)) && W.boxesTouch(box, other, other.hard ? 3 : 1)) return;
        }
        for (const other of placed) if (W.boxesTouch(box, other.box, label.priority > 3 ? 6 : 3)) return;
        let cost = base;
        for (const point of points) {
          if (point.label === label || point.label.priority > label.priority + 1.5 || !W.boxesTouch(box, point, 0)) continue;
          if (label.priority > 2) return;
          cost += 3;
        }
        const hits = grid ? grid.count(box) : 0;
        if (hits && (label.area || label.priority > 4)) return;
        const most = label.mostHits ?? (frame.width < 500 ? 3 : MOST_HITS[label.kind] ?? 3); // a small map has no room to spare
        if (hits > most && (label.priority >= 1.6 || label.mostHits !== undefined)) return;
        cost += hits * 1.2;
        if (!best || cost < best.cost) best = { box, cost };
      });
      if (best) placed.push({ ...label, box: best.box });
    }
    return placed;
  };
})();
