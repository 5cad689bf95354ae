/* The entry of the share dialog: a script of its own, fetched once the page stands still. */

import { adoptStyle } from "../core/dom.js";
import css from "../styles/share.css";
import { createDialog } from "./dialog.js";

adoptStyle(css);
dispatchEvent(new CustomEvent("waybill-share", { detail: { createDialog } }));
