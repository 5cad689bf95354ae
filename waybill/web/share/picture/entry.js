/* The entry of the part that makes pictures, videos and QR codes: a script of its own, loaded when somebody asks for one. */

import { qrCode } from "../qr.js";
import { pngSheet, svgSheet } from "./sheet.js";
import { recordPlay } from "./video.js";

dispatchEvent(
  new CustomEvent("waybill-pictures", { detail: { pngSheet, svgSheet, recordPlay, qrCode } }),
);
