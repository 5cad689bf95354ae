/* The reader edition's service worker: a second visit works without a network. Pages come from the
   network while there is one; files whose names carry a hash never change, so a kept copy is right.
   The publisher appends a call: waybill.keep(version, files to keep from the first visit on). */

self.waybill = { keep };
function keep(version, files) {
  const kept = "waybill-edition " + self.registration.scope;
  const name = kept + " " + version;
  const isHashed = (url) => /\.[0-9a-f]{10}\.\w+$/.test(new URL(url).pathname);

  self.addEventListener("install", (event) => {
    event.waitUntil(
      caches
        .open(name)
        .then((cache) => cache.addAll(files))
        .then(() => self.skipWaiting()),
    );
  });

  self.addEventListener("activate", (event) => {
    event.waitUntil(
      caches
        .keys()
        .then((names) =>
          Promise.all(
            names
              .filter((other) => other.startsWith(kept + " ") && other !== name)
              .map((other) => caches.delete(other)),
          ),
        )
        .then(() => self.clients.claim()),
    );
  });

  /* The view stands in the query string; the page is the same. */
  const find = (request) =>
    caches.open(name).then((cache) => cache.match(request, { ignoreSearch: true }));

  async function fromNetworkFirst(request) {
    try {
      return await fetch(request);
    } catch (error) {
      const copy = await find(request);
      if (copy) return copy;
      throw error;
    }
  }

  async function fromCacheFirst(request) {
    const copy = await find(request);
    if (copy) return copy;
    const answer = await fetch(request);
    if (answer.ok) {
      const cache = await caches.open(name);
      await cache.put(request, answer.clone());
    }
    return answer;
  }

  self.addEventListener("fetch", (event) => {
    const { request } = event;
    if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
    event.respondWith(isHashed(request.url) ? fromCacheFirst(request) : fromNetworkFirst(request));
  });
}
