/* The reader edition's service worker: a second visit works without a network. Pages come from the
   network while there is one; files whose names carry a hash never change, so a kept copy is right.
   The publisher appends a call: waybill.keep(version, files to keep from the first visit on). */

/* The types of a page do not know a service worker's. */
const worker = /** @type {any} */ (self);
worker.waybill = { keep };

/**
 * @param {string} version
 * @param {string[]} files
 */
function keep(version, files) {
  const scope = String(worker.registration.scope);
  const kept = "waybill-edition " + scope;
  const name = kept + " " + version;
  const open = () => caches.open(name);

  worker.addEventListener("install", (/** @type {any} */ event) => {
    const stored = open().then((cache) => cache.addAll(files));
    event.waitUntil(stored.then(() => worker.skipWaiting()));
  });
  worker.addEventListener("activate", (/** @type {any} */ event) => {
    event.waitUntil(dropOlder(kept, name).then(() => worker.clients.claim()));
  });
  worker.addEventListener("fetch", (/** @type {any} */ event) => {
    const { method, url } = event.request;
    if (method !== "GET" || !url.startsWith(scope)) return;
    const answer = isHashed(url) ? fromCacheFirst : fromNetworkFirst;
    event.respondWith(answer(open, event.request));
  });
}

/** @param {string} url */
const isHashed = (url) => /\.[0-9a-f]{10}\.\w+$/.test(new URL(url).pathname);

/**
 * @param {string} kept what the names of all our caches begin with
 * @param {string} current
 */
async function dropOlder(kept, current) {
  const names = await caches.keys();
  const older = names.filter((name) => name.startsWith(kept + " ") && name !== current);
  await Promise.all(older.map((name) => caches.delete(name)));
}

/** @typedef {() => Promise<Cache>} Open */

/**
 * The view stands in the query string; the page is the same.
 * @param {Open} open
 * @param {Request} request
 */
const find = (open, request) =>
  open().then((cache) => cache.match(request, { ignoreSearch: true }));

/**
 * @param {Open} open
 * @param {Request} request
 */
async function fromNetworkFirst(open, request) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await find(open, request);
    if (copy) return copy;
    throw error;
  }
}

/**
 * @param {Open} open
 * @param {Request} request
 */
async function fromCacheFirst(open, request) {
  const copy = await find(open, request);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) await (await open()).put(request, answer.clone());
  return answer;
}
