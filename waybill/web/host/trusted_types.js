/* The edition's pages let no text become HTML or the address of a script (require-trusted-types-for). What
   still may: files of the same place, and Leaflet's question whether the browser knows SVG. Imported before
   Leaflet, which asks when it is loaded. */

/** @typedef {{createPolicy: (name: string, rules: Record<string, (text: string) => string | null>) => void}} TrustedTypes */

/** @type {{trustedTypes?: TrustedTypes}} */
const { trustedTypes } = /** @type {any} */ (window);

trustedTypes?.createPolicy("default", {
  createHTML: (text) => (text === "<svg/>" ? text : null),
  createScriptURL: (url) =>
    new URL(url, document.baseURI).href.startsWith(new URL(".", document.baseURI).href)
      ? url
      : null,
});
