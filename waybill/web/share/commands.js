/* What a page around this one may ask for: check what came, do it, or return a sentence that says what
   is expected. The sentence is fixed text: nothing that came in a message is ever sent back. */

/** @import { Waybill } from "../api.js" */
/** @import { Story } from "../state/types.js" */

import { parseDay } from "../core/dates.js";
import { clamp } from "../core/numbers.js";
import { focusRows } from "../state/focus.js";
import { clampView } from "../state/link.js";

/** @typedef {(api: Waybill, data: Record<string, unknown>, story: Story) => string | undefined} Command */

/** @type {Record<string, Command>} */
export const COMMANDS = {
  setRange(api, { from, to }, story) {
    const [first, last] = [dayOf(from), dayOf(to)];
    if (first === null || last === null)
      return "setRange takes from and to, dates such as 2023-09-12.";
    const [low, high] = story.record;
    api.setRange(clamp(first, low, high), clamp(last, low, high));
  },
  setKnown(api, { known }) {
    const day = known === null ? null : dayOf(known);
    if (day === null && known !== null)
      return "setKnown takes known, a date such as 2023-10-13 or null.";
    api.setKnown(day);
  },
  focus(api, { kind, id }, story) {
    if (kind === null) return void api.focus(null);
    const rows = typeof id === "string" ? focusRows(story, kind) : undefined;
    if (!rows) return "focus takes kind (leg, visit, claim, place or step) and id, or kind null.";
    if (!rows.has(String(id))) return "This story has nothing with that id.";
    api.focus(kind, id);
  },
  setView(api, { lat, lon, zoom }) {
    if (!isNumber(lat) || !isNumber(lon) || !isNumber(zoom))
      return "setView takes lat, lon and zoom, numbers.";
    const at = clampView({ lat, lon, zoom });
    api.setView(at.lat, at.lon, at.zoom);
  },
  ask: () => undefined,
};

/** @param {unknown} value */
const dayOf = (value) => (typeof value === "string" ? parseDay(value) : null);

/** @param {unknown} value @returns {value is number} */
const isNumber = (value) => Number.isFinite(value);
