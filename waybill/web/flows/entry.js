/* The entry of the part that draws flows: a script of its own, for stories with shipments. */

import { adoptStyle } from "../core/dom.js";
import css from "../styles/flows.css";
import { createFlows } from "./flows.js";

adoptStyle(css);
dispatchEvent(new CustomEvent("waybill-flows", { detail: { createFlows } }));
