// Shows a worded page when the network is gone. Keeps that page and its styles, nothing else.
const CACHE = "offline-2";
const PAGE = "/offline/";

async function keep() {
  const cache = await caches.open(CACHE);
  const answer = await fetch(PAGE, { cache: "reload" });
  if (!answer.ok) throw new Error("The offline page cannot be had.");
  const markup = await answer.clone().text();
  const styles = [...markup.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)].map((found) => found[1]);
  await cache.put(PAGE, answer);
  await cache.addAll(styles);
}

async function clean() {
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
  await self.clients.claim();
}

self.addEventListener("install", (event) => {
  // What a page tells on leaving goes past this worker: a worker that has to be asked first, for a
  // page that is gone by then, loses it.
  if (event.addRoutes) event.addRoutes({ condition: { urlPattern: "/events/", requestMethod: "post" }, source: "network" });
  event.waitUntil(keep().then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(clean()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(PAGE)));
  } else if (request.destination === "style") {
    event.respondWith(fetch(request).catch(async () => (await caches.match(request)) || Response.error()));
  }
});
