// Small helps on top of pages that work without any script: panel, shelf arrows, dwell, theme, toasts.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");
  const text = document.body.dataset;
  const panel = document.getElementById("panel");
  const live = document.getElementById("live");
  const toast = document.getElementById("toast");
  let toastTimer = 0;

  function say(message) {
    toast.textContent = message;
    toast.hidden = false;
    clearTimeout(toastTimer);
    toastTimer = setTimeout(() => { toast.hidden = true; }, 5000);
  }

  // "Why this?": the dialog element traps the focus, closes on Escape and gives the focus back.
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.target === panel && panel.firstElementChild && !panel.open) panel.showModal();
    const said = event.target.dataset && event.target.dataset.say;
    if (said) live.textContent = said;
    arrows();
    facets();
  });
  panel.addEventListener("click", (event) => {
    if (event.target === panel || event.target.closest("[data-close]")) {
      event.preventDefault();
      panel.close();
    }
  });
  panel.addEventListener("close", () => panel.replaceChildren());
  document.body.addEventListener("close-panel", () => { if (panel.open) panel.close(); });

  // An empty hx-get or hx-post goes where the link or button goes without scripts.
  document.addEventListener("htmx:configRequest", ({ detail }) => {
    const { elt, verb } = detail;
    if (elt.getAttribute(`hx-${verb}`) !== "") return;
    detail.path = elt.getAttribute("href") || elt.getAttribute("formaction") || elt.form.getAttribute("action");
  });

  // A line at the top once an answer takes long enough to be noticed.
  let waiting = 0;
  let busyTimer = 0;
  document.addEventListener("htmx:beforeRequest", () => {
    waiting += 1;
    if (waiting === 1) busyTimer = setTimeout(() => root.classList.add("is-busy"), 180);
  });
  document.addEventListener("htmx:afterRequest", () => {
    waiting = Math.max(waiting - 1, 0);
    if (!waiting) { clearTimeout(busyTimer); root.classList.remove("is-busy"); }
  });

  // Suggestions: arrow keys walk through them, Escape or leaving the box puts them away.
  const seek = document.querySelector(".seek");
  const suggest = document.getElementById("suggest");
  const away = () => suggest.replaceChildren();
  seek.addEventListener("keydown", (event) => {
    const links = [...suggest.querySelectorAll("a")];
    if (event.key === "Escape" && links.length) { away(); seek.querySelector("input").focus(); }
    if (!links.length || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const next = links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? seek.querySelector("input") : links[Math.min(next, links.length - 1)]).focus();
  });
  seek.addEventListener("focusout", (event) => { if (!seek.contains(event.relatedTarget)) setTimeout(() => { if (!seek.contains(document.activeElement)) away(); }, 150); });

  // Offline, refused or broken: say so, keep the page.
  document.addEventListener("htmx:sendError", () => say(text.offline));
  document.addEventListener("htmx:responseError", () => say(text.failed));
  // Wrong input comes back as 422 with the form in it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === panel) event.detail.swapOverride = "innerHTML"; // the panel itself stays
    if (event.detail.xhr.status === 422) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });

  // Shelves: arrows move by most of a screen.
  function arrows() {
    for (const shelf of document.querySelectorAll(".shelf:not([data-ready])")) {
      const track = shelf.querySelector(".track");
      const [left, right] = shelf.querySelectorAll(".shelf__arrows button");
      if (!track || !right) continue;
      shelf.dataset.ready = "1";
      const update = () => {
        left.disabled = track.scrollLeft < 4;
        right.disabled = track.scrollLeft + track.clientWidth > track.scrollWidth - 4;
        left.parentElement.hidden = left.disabled && right.disabled;
      };
      const move = (way) => track.scrollBy({
        left: way * track.clientWidth * 0.85,
        behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth",
      });
      left.addEventListener("click", () => move(-1));
      right.addEventListener("click", () => move(1));
      track.addEventListener("scroll", update, { passive: true });
      addEventListener("resize", update, { passive: true });
      update();
    }
  }
  arrows();

  // Where the departments scroll, the one we are in is in sight.
  const here = document.querySelector(".menu [aria-current]");
  if (here) here.scrollIntoView({ block: "nearest", inline: "center", behavior: "instant" });

  // On a narrow screen facets start closed, so that products come first; what was opened stays open.
  const opened = new Set();
  const narrow = matchMedia("(max-width: 46rem)");
  function facets() {
    if (!narrow.matches) return;
    for (const one of document.querySelectorAll(".facets details:not([data-ready])")) {
      const name = one.querySelector("summary").textContent;
      one.dataset.ready = "1";
      one.open = opened.has(name);
      one.addEventListener("toggle", () => { if (one.open) opened.add(name); else opened.delete(name); });
    }
  }
  facets();

  // Sort and language apply as soon as they are chosen.
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form) form.requestSubmit();
  });

  // Theme: at once here, and in a cookie for the next page.
  document.addEventListener("submit", (event) => {
    const form = event.target.closest("form[data-theme-form]");
    if (!form || !window.fetch) return;
    event.preventDefault();
    const next = form.elements.theme.value;
    root.dataset.theme = next;
    fetch(form.action, { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" } });
    form.elements.theme.value = next === "dark" ? "light" : "dark";
  });
  const themeForm = document.querySelector("form[data-theme-form]");
  if (themeForm && !root.dataset.theme) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    themeForm.elements.theme.value = dark ? "light" : "dark";
  }

  // How long a product was looked at, while the page was in sight; told once, on leaving.
  const item = text.item;
  if (item && navigator.sendBeacon && window.crypto && crypto.randomUUID) {
    let seen = 0;
    let since = document.visibilityState === "visible" ? performance.now() : 0;
    let id = crypto.randomUUID();
    const tell = () => {
      if (since) { seen += performance.now() - since; since = 0; }
      if (seen < 2000) return;
      const body = new FormData();
      body.append("csrfmiddlewaretoken", text.token);
      body.append("id", id);
      body.append("item", item);
      body.append("value", (seen / 1000).toFixed(1));
      if (navigator.sendBeacon(text.events, body)) { seen = 0; id = crypto.randomUUID(); }
    };
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") tell(); else since = performance.now();
    });
    addEventListener("pagehide", tell);
  }

  if ("serviceWorker" in navigator && isSecureContext) navigator.serviceWorker.register(text.worker).catch(() => {});
})();
