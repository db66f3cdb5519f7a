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
      address(id);
    }
    tell(id && document.getElementById(id));
  }

  // The address of a page says what is chosen on it, and which view: `#deadlines-1f2e3d4c5b~view-side`.
  const views = all(".views > input[type=radio]");
  const view = () => views.find((radio) => radio.checked && radio !== views[0])?.id ?? "";

  function address(id) {
    const parts = [id || "", view()];
    const hash = parts[1] ? `#${parts[0]}${parts[0] ? "~" : ""}${parts[1]}` : parts[0] ? `#${parts[0]}` : "";
    history.replaceState(null, "", hash || location.pathname + location.search);
  }

  for (const radio of views) radio.addEventListener("change", () => address(chosen));

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
  const plain = (text) => text.replace(/[’‘]/g, "'").replace(/[“”]/g, '"').replace(/\s+/g, " ").toLowerCase();
  const whole = (value) => value.querySelector("template")?.content.textContent.replace(/\s+/g, " ").trim() ?? "";
  const texts = new Map(values.map((value) => [value, plain(value.textContent + " " + whole(value))]));

  // Words, each anywhere, and whole phrases between quotation marks.
  const terms = (typed) => Array.from(plain(typed).matchAll(/"([^"]+)"?|([^\s"]+)/g), (found) => (found[1] ?? found[2]).trim()).filter(Boolean);

  // Where the first of the words stands in a text that the card does not show.
  function excerpt(value, words) {
    const line = value.querySelector(".snippet");
    if (!line) return;
    const text = whole(value), low = plain(text);
    const word = words.find((found) => low.includes(found));
    line.hidden = !word || low.length !== text.length;
    if (line.hidden) return;
    const at = low.indexOf(word), start = Math.max(0, at - 70), end = at + word.length;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, end);
    line.replaceChildren((start ? "… " : "") + text.slice(start, at), mark, text.slice(end, end + 90) + " …");
  }

  function filter() {
    const words = terms(form.elements.words.value);
    const field = form.elements.field ? form.elements.field.value : "";
    const review = form.elements.review ? form.elements.review.checked : false;
    for (const value of values) {
      const fits =
        (!field || value.dataset.field === field) &&
        (!review || value.dataset.review === "1") &&
        words.every((word) => texts.get(value).includes(word));
      value.classList.toggle("out", !fits);
      if (fits) excerpt(value, words);
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
    address("");
  }

  // What stands in a value, with its source and its address, or its strip as a snippet of HTML, goes to the clipboard.
  const said = document.querySelector(".copied");

  async function copy(text, told) {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    if (said) said.textContent = done ? told : "The browser lets nothing be copied from here.";
    document.body.dataset.copied = done ? text : "";
  }

  const linkTo = (value) => location.href.replace(/#.*/, "") + `#${value.id}${view() ? "~" + view() : ""}`;
  const cite = (value) => copy(`${value.dataset.cite}\n${linkTo(value)}`, "Copied with its source and address.");

  // The printed strip of a value: that of its own, or the part of the page around its first place.
  function printed(value) {
    const own = value.querySelector(".strip .paper");
    const place = (placesOf.get(value.id) || []).find((found) => found.closest(".paper"));
    const paper = own || place?.closest(".paper");
    if (!paper) return null;
    const image = paper.querySelector("img");
    const rects = all("rect", own ? paper : place).map((rect) => ["x", "y", "width", "height"].map((key) => +rect.getAttribute(key)));
    const width = +image.getAttribute("width"), height = +image.getAttribute("height");
    const top = own ? 0 : Math.max(0, Math.min(...rects.map((rect) => rect[1])) - 16);
    const bottom = own ? height : Math.min(height, Math.max(...rects.map((rect) => rect[1] + rect[3])) + 16);
    const scale = image.naturalWidth / width;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.naturalWidth, Math.max(1, Math.round((bottom - top) * scale))];
    const pen = canvas.getContext("2d");
    pen.drawImage(image, 0, top * scale, canvas.width, canvas.height, 0, 0, canvas.width, canvas.height);
    pen.globalCompositeOperation = "multiply";
    pen.fillStyle = "#ffe27a";
    for (const [x, y, w, h] of rects) pen.fillRect(x * scale, (y - top) * scale, w * scale, h * scale);
    return canvas.toDataURL("image/webp", 0.8);
  }

  function embed(value) {
    const uri = printed(value);
    if (!uri) {
      if (said) said.textContent = "There is no picture of its place.";
      return;
    }
    const figure = document.createElement("figure");
    figure.setAttribute("style", "margin:1em 0;max-width:46em;font:14px/1.4 sans-serif");
    const image = figure.appendChild(document.createElement("img"));
    image.setAttribute("src", uri);
    image.setAttribute("alt", value.dataset.cite);
    image.setAttribute("style", "display:block;width:100%;height:auto;border:1px solid #ccc");
    const caption = figure.appendChild(document.createElement("figcaption"));
    caption.setAttribute("style", "color:#555;margin-top:.4em");
    caption.textContent = value.dataset.cite;
    copy(figure.outerHTML, "Copied as a snippet of HTML.");
  }

  const current = (at) => at?.closest(".value[data-cite]") || (chosen && document.getElementById(chosen)) || document.querySelector(".value.lit[data-cite]");

  for (const button of all("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      cite(button.closest(".value"));
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const at = document.activeElement;
    const typing = at?.matches("input[type=search], select, input[type=radio]");
    if (event.key === "Escape") escape();
    else if (event.key === "/" && form && !typing) {
      event.preventDefault();
      form.elements.words.focus();
    } else if ((event.key === "c" || event.key === "e") && !typing) {
      const value = current(at);
      if (value?.dataset.cite) event.key === "c" ? cite(value) : embed(value);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const by = event.key === "ArrowDown" ? 1 : -1;
      const place = at?.closest(".place");
      const fromWords = at?.matches("input[type=search]") && by === 1;
      const fresh = !at || at === document.body || at === document.documentElement;
      if (!place && !at?.closest(".value") && !fromWords && !fresh) return;
      event.preventDefault();
      if (place) step(places.filter((other) => seen(other) && !other.classList.contains("out")), by);
      else step(shownValues(), by);
    }
  });

  for (const button of all("[data-close]")) button.addEventListener("click", () => choose(null));
  addEventListener("beforeprint", () => all("details").forEach((fold) => (fold.open = true)));
  function open() {
    const parts = decodeURIComponent(location.hash.slice(1)).split("~");
    const wanted = views.find((radio) => parts.includes(radio.id));
    if (wanted) wanted.checked = true;
    if (placesOf.has(parts[0])) toPlace(parts[0], false);
    else if (values.some((value) => value.id === parts[0])) {
      choose(parts[0]);
      show(document.getElementById(parts[0]));
    }
  }

  addEventListener("hashchange", open);
  open();
})();
