/* A QR code of a link as SVG, drawn in the browser. */

import { encode } from "uqr";
import { s } from "../core/dom.js";

const QUIET = 4; // modules of white around the code, as ISO/IEC 18004 asks

/**
 * Throws where the link is longer than a QR code holds (2,331 bytes).
 * @param {string} link
 */
export function qrCode(link) {
  // An address is ASCII once it is parsed, so one byte a character.
  const { size, data } = encode(new URL(link).href, { ecc: "M", border: QUIET });
  let path = "";
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++)
      if (data[row][column]) path += `M${column} ${row}h1v1h-1z`;
  return s(
    "svg",
    {
      class: "wb-qr",
      viewBox: `0 0 ${size} ${size}`,
      role: "img",
      "aria-label": "QR code of the link",
      "shape-rendering": "crispEdges",
    },
    s("rect", { width: size, height: size, fill: "#fff" }),
    s("path", { d: path, fill: "#000" }),
  );
}
