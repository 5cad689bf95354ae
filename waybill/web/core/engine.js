/* What this browser draws with. */

const words = globalThis.navigator?.userAgent ?? "";

/**
 * WebKitGTK. Without a graphics card its layers and canvases cost most where they are meant to save work: a
 * page of map-sized layers is put together anew for each picture by a program that stands in for the card
 * (468 ms of processor a picture while the dates move; about 90 with flat transforms, canvases in memory and
 * names without blurred shadows). Safari always has a card, and Android's browsers are Chromium.
 */
export const isWebKitGtk = /Linux.*AppleWebKit/.test(words) && !/Chrom|Android/.test(words);
