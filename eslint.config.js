/* The rules of the front end as rules of eslint. Formatting is prettier's. */

import js from "@eslint/js";
import { importX } from "eslint-plugin-import-x";
import globals from "globals";

const WEB = "waybill/web";
const LONGEST_FUNCTION = 80; // lines, without blank ones and comments

/* Rooms in their order. A file imports from its own room and from rooms of a lower floor. */
const FLOORS = [
  ["core"],
  ["state"],
  ["host", "parts"],
  ["map", "timeline", "panel", "tools", "share"],
];

/* Room → what it may not import from. */
const restrictedZones = FLOORS.flatMap((rooms, floor) =>
  rooms.flatMap((room) => [
    {
      target: `./${WEB}/${room}`,
      from: [`./${WEB}/*.js`],
      message: "Imports point one way: nothing below the entries imports them.",
    },
    ...FLOORS.slice(floor)
      .flat()
      .filter((other) => other !== room)
      .map((other) => ({
        target: `./${WEB}/${room}`,
        from: `./${WEB}/${other}`,
        message:
          "Imports point one way: core <- state <- host, parts <- map, timeline, panel, tools, share.",
      })),
  ]),
);

const MARKUP = "Data becomes text or an attribute: build elements with h() of core/dom.js.";
const markup = [
  ["MemberExpression[property.name=/^(innerHTML|outerHTML|insertAdjacentHTML|srcdoc)$/]", MARKUP],
  ["MemberExpression[property.name=/^(write|writeln)$/][object.name='document']", MARKUP],
  ["CallExpression[callee.property.name=/^(bindPopup|bindTooltip)$/]", MARKUP],
  ["CallExpression[callee.property.name='createContextualFragment']", MARKUP],
  ["NewExpression[callee.name='DOMParser']", MARKUP],
].map(([selector, message]) => ({ selector, message }));
const numbers = {
  selector: "CallExpression[callee.property.name='toLocaleString']",
  message: "Numbers are grouped by grouped() of core/text.js; the browser's own way takes 40 ms.",
};

export default [
  { ignores: [`${WEB}/dist/`, "node_modules/", ".venv/", "site/", "build/"] },
  js.configs.recommended,
  {
    files: [`${WEB}/**/*.{js,mjs}`],
    plugins: { "import-x": importX },
    rules: {
      "import-x/no-cycle": "error",
      "import-x/named": "error",
      "import-x/no-duplicates": "error",
      "import-x/no-default-export": "error",
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-new-func": "error",
      "no-restricted-syntax": ["error", ...markup, numbers],
      "no-unused-vars": ["error", { args: "after-used", ignoreRestSiblings: true }],
      "no-var": "error",
      "prefer-const": "error",
    },
  },
  {
    files: [`${WEB}/**/*.js`],
    ignores: [`${WEB}/test/**`],
    languageOptions: { globals: globals.browser },
    rules: {
      "import-x/no-restricted-paths": ["error", { zones: restrictedZones }],
      "max-lines-per-function": [
        "error",
        { max: LONGEST_FUNCTION, skipBlankLines: true, skipComments: true },
      ],
      "no-restricted-globals": ["error", { name: "L", message: "Import it: map/leaflet.js." }],
    },
  },
  {
    files: [`${WEB}/**/*.js`],
    ignores: [`${WEB}/map/**`, `${WEB}/edition.js`, `${WEB}/app.js`],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ group: ["leaflet", "**/leaflet.js"], message: "Leaflet stays in map/." }] },
      ],
    },
  },
  {
    files: [`${WEB}/test/**`, `${WEB}/build*.mjs`, "*.js"],
    languageOptions: { globals: globals.node },
  },
];
