// Small helps on top of pages that work without any script: panel, shelf arrows, sight, theme, toasts.
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

  // What the page tells by itself, in one message when it is left: how long its product was looked
  // at while in sight, and which picks stood in sight for a second and were not opened. Nothing at
  // all where the browser asks not to be followed, no picks where it saves data.
  const quiet = navigator.doNotTrack === "1" || navigator.globalPrivacyControl === true;
  const saving = Boolean(navigator.connection && navigator.connection.saveData);
  const item = text.item;
  let seen = 0;
  let since = document.visibilityState === "visible" ? performance.now() : 0;
  const inSight = new Map(); // card -> when it came into sight
  const passed = new Set(); // "slate:product"
  const told = new Set();
  const pickOf = (card) => {
    const link = card.querySelector(".card__link");
    const slate = link && new URLSearchParams(link.search).get("from");
    return slate ? `${slate}:${card.dataset.sku}` : "";
  };
  const left = (card) => {
    const began = inSight.get(card);
    inSight.delete(card);
    const pick = began && performance.now() - began >= 1000 && card.isConnected ? pickOf(card) : "";
    if (pick && !told.has(pick)) passed.add(pick);
  };
  const leave = () => { for (const card of [...inSight.keys()]) left(card); };
  const sights = !quiet && !saving && window.IntersectionObserver && new IntersectionObserver((entries) => {
    for (const { target, intersectionRatio } of entries) {
      if (intersectionRatio < 0.5) left(target);
      else if (!inSight.has(target)) inSight.set(target, performance.now());
    }
  }, { threshold: 0.5 });
  function watch() {
    if (!sights) return;
    for (const card of document.querySelectorAll(".shelf .card:not([data-watched])")) {
      card.dataset.watched = "1";
      sights.observe(card);
    }
  }
  watch();
  document.addEventListener("htmx:afterSwap", watch);
  // Whatever is done with a card, it was not passed over.
  document.addEventListener("click", (event) => {
    const card = event.target.closest(".card");
    const pick = card && pickOf(card);
    if (pick) { inSight.delete(card); passed.delete(pick); told.add(pick); }
  }, true);

  function tell() {
    const now = performance.now();
    if (since) seen += now - since;
    since = document.visibilityState === "visible" ? now : 0;
    leave();
    const body = new FormData();
    body.append("csrfmiddlewaretoken", text.token);
    for (const pick of passed) body.append("pass", pick);
    if (item && seen >= 2000) {
      body.append("id", crypto.randomUUID());
      body.append("item", item);
      body.append("value", (seen / 1000).toFixed(1));
    }
    if (!body.has("pass") && !body.has("item")) return;
    if (!navigator.sendBeacon(text.events, body)) return;
    for (const pick of passed) told.add(pick);
    passed.clear();
    if (body.has("item")) seen = 0;
  }
  function back() {
    if (document.visibilityState !== "visible") return;
    if (!since) since = performance.now();
    if (sights) for (const card of document.querySelectorAll(".shelf .card[data-watched]")) {
      sights.unobserve(card); // observed anew, it is looked at anew
      sights.observe(card);
    }
  }
  if (!quiet && navigator.sendBeacon && window.crypto && crypto.randomUUID) {
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") tell(); else back(); });
    addEventListener("pagehide", tell);
    addEventListener("pageshow", (event) => { if (event.persisted) back(); });
    // Told when a link is followed, ahead of the request for its page: the next page knows it.
    document.addEventListener("click", (event) => {
      const link = event.target.closest("a[href]");
      if (!link || event.defaultPrevented || link.target || link.hash && link.pathname === location.pathname) return;
      if (!event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey) tell();
    });
    document.addEventListener("submit", (event) => { if (!event.defaultPrevented) tell(); });
  }

  if ("serviceWorker" in navigator && isSecureContext) navigator.serviceWorker.register(text.worker).catch(() => {});
})();
