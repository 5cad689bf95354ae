/* The entry of the part that makes pictures and videos: a script of its own, loaded when somebody asks for one. */

import { pngSheet, svgSheet } from "./share/picture/sheet.js";
import { recordPlay } from "./share/picture/video.js";

dispatchEvent(new CustomEvent("waybill-pictures", { detail: { pngSheet, svgSheet, recordPlay } }));
