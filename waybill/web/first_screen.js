/* What a reader sees without scrolling: title, figures, map and the handles of the timeline. The map takes
   what the other parts leave of the window. Its height is set before it is drawn and does not depend on
   what comes later, so that nothing moves while the page loads. styles/head.css and the opening pictures
   (waybill/documents, waybill/edition) go by the same numbers. */

/** @import { App } from "./parts/app.js" */

import { clamp } from "./core/numbers.js";
import { isNarrow, isTouch } from "./core/screen.js";
import { laneRows } from "./state/lane_rows.js";

/* A window lower than this gets a title and figures in small, as styles/head.css draws them too; one
   lower than `low`, as at 200 % zoom or of a phone on its side, leaves the figures out. Where it is wide
   enough for the timeline's buttons in one row, map and handles are seen at once there, too: standfirst and
   legend step back. In px. */
const SHORT_PX = 940;
const LOW_PX = 480;
const LOW_WIDTH_PX = 600;
const RESIZED_PX = 120; // a phone's address bar comes and goes: that is no other window

/* Limits of the map's height in px; beside the panel it has at least that share of the window. */
const MAP = { least: 240, most: 760, share: 0.41 };
const NARROW_MAP = { least: 200, most: 460, share: 0 };
const LOW_MAP = { least: 130, most: 460, share: 0 };

/* Heights in px of what stands below the map, as styles/timeline.css and map.css draw it. */
const LEGEND = { tall: 33, short: 28, narrow: 41 };
const HEADING = { tall: 47, short: 40, narrow: 112 };
const AXIS = 28;
const BELOW_LOW_MAP = 50 + AXIS; // the timeline's buttons in one row, and its handles
/** @type {Record<number, number>} by its rows */
const LANE = { 1: 29, 2: 43, 3: 56 };
const ROW = { few: 22, many: 18 };
const LANE_PADDING = 4;
const HISTOGRAM = 64;
const NARROW_LANES = 88; // in one column the first rows of legs will do

/**
 * Size the map now, and whenever the window or the header changes.
 * @param {App} app
 */
export function fitFirstScreen(app) {
  const { root, slots, host, story } = app;
  let last = { height: 0, width: 0 };
  // Before all is laid out for the first time: what stands above the map goes by the window.
  sizeTo(root, host.screen().height);

  function apply() {
    const isFull = document.fullscreenElement === root;
    const { height, above } = isFull ? { height: window.innerHeight, above: 0 } : host.screen();
    const width = root.clientWidth;
    const isBar = width === last.width && Math.abs(height - last.height) < RESIZED_PX;
    const screen = isBar && isTouch() ? last.height : height;
    last = { height: screen, width };
    sizeTo(root, screen);
    const isLow = screen < LOW_PX;
    const limits = !isNarrow() ? MAP : isLow && width >= LOW_WIDTH_PX ? LOW_MAP : NARROW_MAP;
    if (slots.head.classList.contains("wb-head-open")) return; // the reader wants to see it all
    const top = topOf(slots.mapbox) - topOf(root) - slots.known.offsetHeight;
    // The whole screen is for the map: of the timeline the legs' lane will do.
    const lanes = isFull ? { ...story, visits: [], images: [], statements: [] } : story;
    const below =
      limits === LOW_MAP ? BELOW_LOW_MAP : belowMap(lanes, isNarrow(), screen < SHORT_PX);
    const mapPx = mapHeight(screen, above + top + below, limits);
    setLength(slots.mapbox, "--map-height", mapPx);
  }

  apply();
  const sized = new ResizeObserver(apply);
  for (const part of [slots.head, slots.filter]) sized.observe(part);
  host.onScreen(apply);
  // The frame itself is as high as the screen then, and only it hears of that.
  document.addEventListener("fullscreenchange", apply);
  window.addEventListener("resize", () => document.fullscreenElement && apply());
}

/**
 * How high the title and the figures may be.
 * @param {HTMLElement} root
 * @param {number} screen height of the window in px
 */
function sizeTo(root, screen) {
  setLength(root, "--screen", screen);
  root.classList.toggle("wb-short", isNarrow() || screen < SHORT_PX);
  root.classList.toggle("wb-low", screen < LOW_PX);
}

/**
 * A property that everything inherits: set anew to the same value, it would still style everything anew.
 * @param {HTMLElement} root
 * @param {string} name
 * @param {number} px
 */
function setLength(root, name, px) {
  if (root.style.getPropertyValue(name) !== px + "px") root.style.setProperty(name, px + "px");
}

const topOf = (/** @type {HTMLElement} */ el) => el.getBoundingClientRect().top;

/**
 * How high the map is, in px.
 * @param {number} screen the window
 * @param {number} rest what else should be seen at once
 * @param {{least: number, most: number, share: number}} limits
 */
export function mapHeight(screen, rest, { share, least, most }) {
  return Math.round(clamp(Math.max(screen - rest, screen * share), least, most));
}

/**
 * How high legend and timeline are in px when the page opens, as far as both should be seen at once.
 * @param {Parameters<typeof laneRows>[0]} story
 * @param {boolean} isPhone
 * @param {boolean} isShort
 */
export function belowMap(story, isPhone, isShort) {
  if (isPhone) return LEGEND.narrow + HEADING.narrow + AXIS + NARROW_LANES;
  const heading = isShort ? LEGEND.short + HEADING.short : LEGEND.tall + HEADING.tall;
  const lanes = laneRows(story).map(([lane, rows]) =>
    lane === "legs" ? legLane(rows) : LANE[rows],
  );
  return heading + AXIS + lanes.reduce((sum, height) => sum + height, 0);
}

/** @param {number} rows */
const legLane = (rows) =>
  (rows === 0 ? HISTOGRAM : rows * (rows > 3 ? ROW.many : ROW.few)) + LANE_PADDING;
