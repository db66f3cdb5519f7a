"use strict";
(() => {
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const values = all(".value");
  const places = all(".place");
  const placesOf = new Map();
  for (const place of places)
    for (const id of place.dataset.of.split(" ")) placesOf.set(id, [...(placesOf.get(id) || []), place]);
  const wide = matchMedia("(min-width: 62rem)");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const bar = document.querySelector(".bar");
  let chosen = null;

  const seen = (element) => element.getClientRects().length > 0;
  const goOf = (value) => value.querySelector(".go");
  const shownValues = () => values.filter((value) => seen(value) && goOf(value));
  const idsOf = (place) => place.dataset.of.split(" ").filter((id) => !document.getElementById(id)?.classList.contains("out"));
  const placeOf = (id) => (placesOf.get(id) || []).find(seen) || null;
  const show = (element, block = "center") =>
    element.scrollIntoView({ block, inline: "nearest", behavior: calm.matches ? "auto" : "smooth" });

  function inView(element) {
    const pane = element.closest(".pane");
    const room = wide.matches && pane ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
    const box = element.getBoundingClientRect();
    return box.top >= room.top && box.bottom <= room.bottom;
  }

  function mark(id, name, on) {
    document.getElementById(id)?.classList.toggle(name, on);
    for (const place of placesOf.get(id) || []) place.classList.toggle(name, on);
  }

  function light(ids) {
    for (const lit of all(".lit")) lit.classList.remove("lit");
    for (const id of ids) mark(id, "lit", true);
  }

  function choose(id) {
    if (chosen) mark(chosen, "chosen", false);
    chosen = id;
    if (id) {
      mark(id, "chosen", true);
      history.replaceState(null, "", `#${id}`);
    }
    tell(id && document.getElementById(id));
  }

  // On a narrow screen the value stands in a bar under the page that was touched.
  function tell(value) {
    if (!bar) return;
    bar.hidden = !value;
    if (!value) return;
    bar.querySelector(".bar-kind").textContent = value.querySelector(".kind")?.textContent ?? "";
    bar.querySelector(".bar-main").textContent = (value.querySelector(".main")?.textContent ?? "").replace(/\s+/g, " ").trim();
    bar.querySelector(".bar-sure").textContent = value.querySelector(".sure")?.textContent ?? "";
    bar.querySelector(".bar-go").setAttribute("href", `#${value.id}`);
  }

  function toPlace(id, focus) {
    const fold = (placesOf.get(id) || [])[0]?.closest("details");
    if (fold && !placeOf(id)) fold.open = true;
    const place = placeOf(id);
    choose(id);
    if (!place) return;
    show(place);
    if (focus) place.focus({ preventScroll: true });
  }

  function toValue(id, focus) {
    choose(id);
    const value = document.getElementById(id);
    if (!value) return;
    if (wide.matches || focus) show(value, "nearest");
    if (wide.matches || focus) goOf(value)?.focus({ preventScroll: true });
  }

  // Of places that lie on one another the smallest is on top; a further click goes to the one below it.
  function under(place, event) {
    const stack = event.clientX || event.clientY ? document.elementsFromPoint(event.clientX, event.clientY) : [place];
    const ids = [...new Set(stack.map((e) => e.closest(".place")).filter(Boolean).flatMap(idsOf))];
    return ids.length ? ids[(ids.indexOf(chosen) + 1) % ids.length] : null;
  }

  let waiting = 0;
  for (const value of values) {
    const look = () => {
      light([value.id]);
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        const place = placeOf(value.id);
        if (wide.matches && place && value.classList.contains("lit") && !inView(place)) show(place);
      }, 120);
    };
    value.addEventListener("pointerenter", look);
    value.addEventListener("focusin", look);
    value.addEventListener("pointerleave", () => light([]));
    value.addEventListener("focusout", () => light([]));
    value.addEventListener("click", (event) => {
      const go = event.target.closest("a, summary, button, input");
      if ((go && !go.classList.contains("go")) || String(getSelection())) return;
      if (!placesOf.has(value.id)) return;
      event.preventDefault();
      toPlace(value.id, Boolean(go));
    });
  }

  for (const place of places) {
    place.addEventListener("pointerenter", () => light(idsOf(place).slice(0, 1)));
    place.addEventListener("pointerleave", () => light([]));
    place.addEventListener("focus", () => light(idsOf(place).slice(0, 1)));
    place.addEventListener("blur", () => light([]));
    place.addEventListener("click", (event) => {
      event.preventDefault();
      const id = under(place, event);
      if (id) toValue(id, event.detail === 0);
    });
  }

  for (const link of all("a[href^='#']:not(.go, .place)"))
    link.addEventListener("click", (event) => {
      const id = link.getAttribute("href").slice(1);
      if (!placesOf.has(id)) return;
      event.preventDefault();
      toValue(id, true);
    });

  // The filter: every word must be in the value's own text.
  const form = document.querySelector(".filter");
  const texts = new Map(values.map((value) => [value, value.textContent.toLowerCase()]));

  function filter() {
    const words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const field = form.elements.field ? form.elements.field.value : "";
    const review = form.elements.review ? form.elements.review.checked : false;
    for (const value of values) {
      const fits =
        (!field || value.dataset.field === field) &&
        (!review || value.dataset.review === "1") &&
        words.every((word) => texts.get(value).includes(word));
      value.classList.toggle("out", !fits);
    }
    for (const place of places) place.classList.toggle("out", idsOf(place).length === 0);
    const kept = values.filter((value) => !value.classList.contains("out")).length;
    for (const group of all(".group:has(.value)")) group.classList.toggle("out", !group.querySelector(".value:not(.out)"));
    document.body.classList.toggle("filtering", kept < values.length);
    const noun = values.length === 1 ? form.dataset.one : form.dataset.many;
    form.querySelector("output").textContent = kept < values.length ? `${kept} of ${values.length} ${noun}` : "";
    document.querySelector(".nothing").hidden = kept > 0 || values.length === 0;
  }

  if (form) {
    form.hidden = false;
    for (const change of ["input", "change"]) form.addEventListener(change, filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  function step(list, by) {
    const at = list.findIndex((element) => element.contains(document.activeElement));
    const next = list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))];
    const target = next && (goOf(next) || next);
    if (target) target.focus();
  }

  function escape() {
    const place = document.activeElement?.closest(".place");
    if (place) return toValue(idsOf(place).includes(chosen) ? chosen : idsOf(place)[0], true);
    if (form && (document.activeElement?.closest(".filter") || !chosen)) {
      form.reset();
      filter();
    }
    choose(null);
    light([]);
    history.replaceState(null, "", location.pathname);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    const typing = at?.matches("input[type=search], select, input[type=radio]");
    if (event.key === "Escape") escape();
    else if (event.key === "/" && form && !typing) {
      event.preventDefault();
      form.elements.words.focus();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      const place = at?.closest(".place");
      const fromWords = at?.matches("input[type=search]") && by === 1;
      if (!place && !at?.closest(".value") && !fromWords) return;
      event.preventDefault();
      if (place) step(places.filter((other) => seen(other) && !other.classList.contains("out")), by);
      else step(shownValues(), by);
    }
  });

  for (const button of all("[data-close]")) button.addEventListener("click", () => choose(null));
  addEventListener("beforeprint", () => all("details").forEach((fold) => (fold.open = true)));
  const named = location.hash.slice(1);
  if (placesOf.has(named)) toPlace(named, false);
})();
