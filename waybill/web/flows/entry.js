/* The entry of the part that draws flows: a script of its own, for stories with shipments. */

import { createFlows } from "./flows.js";

dispatchEvent(new CustomEvent("waybill-flows", { detail: { createFlows } }));
