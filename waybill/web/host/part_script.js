/* Loads a part of the program that is a script of its own, when it is asked for. */

import { h, safeUrl } from "../core/dom.js";

/**
 * What the part says of itself in its event "waybill-…"; rejects when its file is not there.
 * @param {string} url
 * @param {string} event
 * @returns {Promise<any>}
 */
export const loadPart = (url, event) =>
  new Promise((resolve, reject) => {
    addEventListener(event, (/** @type {any} */ { detail }) => resolve(detail), { once: true });
    const fail = () => reject(new Error("not found"));
    const src = safeUrl(new URL(url, document.baseURI).href);
    // A file on a disk is no web address; its name is one of our own.
    document.head.append(h("script", { src: src ?? "./" + url, on: { error: fail } }));
  });

/**
 * What loads a part once, however often it is asked; after a failure it tries again.
 * @template Part
 * @param {string} url
 * @param {string} event
 * @returns {() => Promise<Part>}
 */
export function partOnce(url, event) {
  /** @type {Promise<Part> | null} */
  let loading = null;
  return () =>
    (loading ??= loadPart(url, event).catch((error) => {
      loading = null;
      throw error;
    }));
}
