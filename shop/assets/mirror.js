// "Your interests" stays true while it is open: it asks whether anything has changed, only while it
// can be seen, less and less often when nothing does. What has not changed is answered without a body.
(() => {
  "use strict";
  const EVERY_MS = 4000; // after something changed
  const SLOWEST_MS = 30000; // when nothing has for long, or answers fail
  let wait = EVERY_MS;
  let timer = 0;
  let held = false; // a button is being pressed: nothing may move under it
  const place = () => document.getElementById("look");

  function later() {
    clearTimeout(timer);
    if (!document.hidden) timer = setTimeout(ask, wait);
  }
  function ask() {
    if (held || !place()) { later(); return; }
    wait = Math.min(wait * 1.15, SLOWEST_MS);
    htmx.trigger(place(), "look");
    later();
  }
  document.addEventListener("visibilitychange", () => {
    clearTimeout(timer);
    if (!document.hidden) { wait = EVERY_MS; ask(); }
  });
  document.addEventListener("pointerdown", () => { held = true; });
  for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => { held = false; });

  // These questions are the page's own: no line at the top, no message when one of them fails.
  for (const name of ["htmx:beforeRequest", "htmx:afterRequest", "htmx:sendError", "htmx:responseError"]) {
    document.addEventListener(name, (event) => {
      if (event.target.id !== "look") return;
      event.stopPropagation();
      if (name === "htmx:sendError" || name === "htmx:responseError") wait = SLOWEST_MS;
    }, true);
  }
  document.addEventListener("htmx:afterSettle", (event) => {
    if (event.target.id === "mirror") { wait = EVERY_MS; later(); }
  });
  later();
})();
