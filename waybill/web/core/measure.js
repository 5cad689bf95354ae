/* How wide a text is, without laying out the page. */

const LONGEST = 400; // characters; measuring a hostile text of 100,000 can take half a minute
const MOST_KEPT = 4000;

/**
 * @typedef {object} TextMeasure
 * @property {(text: string, size?: number, weight?: number) => number} width in px, of a text of that
 *   size in px; Infinity for a text too long for any line
 * @property {() => void} forget measure anew, once the fonts have come
 */

/**
 * Measures texts in the font of an element.
 * @param {Element} element
 * @returns {TextMeasure}
 */
export function createTextMeasure(element) {
  /** @type {Map<string, number>} */
  const widths = new Map();
  const pen = /** @type {CanvasRenderingContext2D} */ (
    document.createElement("canvas").getContext("2d")
  );
  return {
    width(text, size = 12, weight = 400) {
      if (text.length > LONGEST) return Infinity;
      const key = size + "/" + weight + "/" + text;
      let width = widths.get(key);
      if (width === undefined) {
        pen.font = weight + " " + size + "px " + getComputedStyle(element).fontFamily;
        width = pen.measureText(text).width;
        if (widths.size > MOST_KEPT) widths.clear();
        widths.set(key, width);
      }
      return width;
    },
    forget: () => widths.clear(),
  };
}
