/* The cases that Python reads as well: tests/cases/. */

import { readFileSync } from "node:fs";

const FOLDER = new URL("../../../tests/cases/", import.meta.url);

export const cases = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, FOLDER), "utf8"));
