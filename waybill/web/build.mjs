/* Builds dist/ from the sources: `npm run build`; with --check only compares, and exits 1 when what is
   committed is stale. Everything that a browser gets is a classic script or a style sheet: a page
   opened from disk may not load modules, and streamlit-folium injects scripts, not modules. */

import { readFile, readdir, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { openingRules } from "./build_opening.mjs";
import { grouped } from "./core/text.js";

const WEB = fileURLToPath(new URL(".", import.meta.url));
const DIST = join(WEB, "dist");
const TEMPLATES = new URL("../documents/templates/", import.meta.url);

/* The licences of what is bundled ask that their notices go along; Leaflet brings its own. */
const NOTICE = `/*! Waybill, MIT License. Contains Leaflet 1.9.4 (BSD-2-Clause, below); text in NOTICES.md. */`;
const QR_NOTICE = `/*! Waybill, MIT License. Contains uqr 0.1.3 (MIT License, Copyright (c) Project Nayuki,
Copyright (c) 2023 Anthony Fu); text in NOTICES.md. */`;

const COMMON = {
  absWorkingDir: WEB,
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "inline",
  target: "es2020",
  logLevel: "warning",
};

/* Leaflet's own rules for images: we use none of them, and what they name is not served. */
const withoutImages = {
  name: "leaflet-without-images",
  setup: ({ onLoad }) =>
    onLoad({ filter: /leaflet\.css$/ }, async ({ path }) => {
      const css = await readFile(path, "utf8");
      return { contents: css.replace(/[^{}]*\{[^{}]*url\([^{}]*\}/g, ""), loader: "css" };
    }),
};

/* What the browser program reads of the grammar: its colours come in the style sheets. */
const grammarOfLines = {
  name: "grammar-of-lines",
  setup: ({ onLoad }) =>
    onLoad({ filter: /grammar\.json$/ }, async ({ path }) => {
      const { colours, shadow, ...marks } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify(marks), loader: "json" };
    }),
};

/* What `leaflet` is: the package's main file is no module and would be wrapped as it is. */
const leafletOf = (path) => ({
  name: "leaflet-of",
  setup: ({ onResolve, resolve }) =>
    onResolve({ filter: /^leaflet$/ }, ({ kind }) => resolve(path, { resolveDir: WEB, kind })),
});

async function style(source, resolveDir = join(WEB, "styles")) {
  const { outputFiles } = await build({
    ...COMMON,
    stdin: { contents: source, resolveDir, loader: "css" },
    plugins: [withoutImages],
  });
  return outputFiles[0].text;
}

/* A part that is a script of its own brings its rules along as a text. */
const smallStyles = {
  name: "small-styles",
  setup: ({ onLoad }) =>
    onLoad({ filter: /styles\/\w+\.css$/ }, async ({ path }) => {
      const contents = await style(await readFile(path, "utf8"));
      return { contents, loader: "text" };
    }),
};

/* In the reader edition the colours stand on the page itself. Without JavaScript nothing can set a theme,
   so the page follows the reader's own setting. Paper is light; edition.js draws the map in light
   colours for it. */
async function editionStyle() {
  const tokens = await readFile(join(WEB, "styles/tokens.css"), "utf8");
  const [light, dark] = [...tokens.matchAll(/\{(.*?)\}/gs)].map(([, declarations]) => declarations);
  return `
    @import "./waybill.css";
    @import "data:text/css,${encodeURIComponent(`
      .wbe {${light}}
      @media screen and (prefers-color-scheme: dark) {
        .wbe:not([data-theme]), .wbe:not([data-theme]) .wb {${dark}}
      }
      .wbe[data-theme="dark"] {${dark}}
      @media print { .wbe, .wbe[data-theme], .wbe .wb[data-theme="dark"] {${light}} }
    `)}";
    @import "./documents.css";
    @import "./edition.css";`;
}

/* The app's script brings the style sheets along as texts, from dist/: they are built first. */
async function script(entry, notice = "", leaflet = "leaflet/dist/leaflet-src.esm.js") {
  const { outputFiles } = await build({
    ...COMMON,
    entryPoints: [entry],
    format: "iife",
    banner: { js: notice },
    loader: { ".css": "text" },
    plugins: [grammarOfLines, smallStyles, leafletOf(leaflet)],
    define: { "document.namespaces": "noNamespaces" },
    inject: ["map/no_vml.js"],
  });
  return outputFiles[0].text;
}

const FILES = [
  ["waybill.css", () => style('@import "./waybill.css";')],
  ["opening.css", async () => openingRules(await style('@import "./waybill.css";'), TEMPLATES)],
  ["page.css", () => style('@import "./page.css";')],
  ["documents.css", () => style('@import "./documents.css";')],
  ["edition.css", async () => style(await editionStyle())],
  ["waybill.js", () => script("app.js", NOTICE)],
  ["edition.js", () => script("edition.js", NOTICE, "./map/leaflet_parts.js")],
  ["pictures.js", () => script("share/picture/entry.js", QR_NOTICE)],
  ["share.js", () => script("share/entry.js")],
  ["flows.js", () => script("flows/entry.js")],
  ["worker.js", () => script("worker.js")],
];

const isCheck = process.argv.includes("--check");
await mkdir(DIST, { recursive: true });
const stale = new Set(await readdir(DIST));
let isFresh = true;
for (const [name, make] of FILES) {
  const path = join(DIST, name);
  const before = stale.delete(name) ? await readFile(path, "utf8") : null;
  const content = await make();
  if (content === before) continue;
  isFresh = false;
  if (!isCheck) await writeFile(path, content);
  console.log(`${name}: ${isCheck ? "is stale" : `${grouped(content.length)} characters`}`);
}
for (const name of stale) console.log(`${name}: nothing builds it`);
if (isCheck && (!isFresh || stale.size)) {
  console.error("dist/ is not what the sources build. Run: npm ci && npm run build");
  process.exitCode = 1;
}
