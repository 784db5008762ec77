// Keeps the shell of the page, so that an installed MusicDB opens without its server and says calmly what is missing. Music,
// pictures and answers are never kept here: the server tells the browser how long those are good. A new build replaces the old
// one as soon as its first page came through.
const SHELL = "shell";
const KEPT = /^\/(?:assets\/.*|favicon\.svg|theme\.js|icon-\d+\.png)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function page(request) {
  const shell = await caches.open(SHELL);
  try {
    const fresh = await fetch(request);
    if (!fresh.ok || fresh.redirected || !(fresh.headers.get("content-type") ?? "").startsWith("text/html")) return fresh;
    const known = await shell.match("/");
    if (known?.headers.get("etag") !== fresh.headers.get("etag")) {
      for (const old of await shell.keys()) await shell.delete(old);
      await shell.put("/", fresh.clone());
    }
    return fresh;
  } catch (error) {
    const known = await shell.match("/");
    if (known) return known;
    throw error;
  }
}

async function part(request) {
  const shell = await caches.open(SHELL);
  const hashed = new URL(request.url).pathname.startsWith("/assets/");
  const known = await shell.match(request);
  if (known && hashed) return known;
  try {
    const fresh = await fetch(request);
    if (fresh.ok) await shell.put(request, fresh.clone());
    return fresh;
  } catch (error) {
    if (known) return known;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin || request.headers.has("range")) return;
  if (request.mode === "navigate") {
    // What has an ending is a file somebody opens, not a view.
    if (!/\.[^/]+$/.test(url.pathname)) event.respondWith(page(request));
  } else if (KEPT.test(url.pathname)) event.respondWith(part(request));
});
