"use strict";
(() => {
  const body = document.body;
  const home = body.dataset.home;
  const record = body.dataset.record || body.dataset.decides || "";
  const deciding = Boolean(body.dataset.decides);
  const one = (selector, root = document) => root.querySelector(selector);
  const all = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const make = (tag, given = {}, ...inside) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(given)) if (value !== null && value !== false) element.setAttribute(name, value);
    element.append(...inside);
    return element;
  };

  // Who sits here: kept by the browser for the next time, told with every correction.
  const who = one("#who");
  const keptName = () => { try { return localStorage.getItem("desk-name"); } catch { return null; } };
  who.value = keptName() || body.dataset.name || "";
  who.addEventListener("change", () => { try { localStorage.setItem("desk-name", who.value.trim()); } catch { /* not kept then */ } });

  const told = one("#told");
  function tell(message, wrong = false) {
    told.textContent = message;
    told.classList.toggle("wrong", wrong);
  }

  // A correction bears an id from here, so that one whose answer was lost can be sent again and counts once.
  const newId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, "0")).join("");
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));

  async function send(path, sent) {
    for (let tries = 0; ; tries++) {
      try {
        const answer = await fetch(home + path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent) });
        const words = await answer.text(); // an answer that breaks off is none, and throws
        const found = (() => { try { return JSON.parse(words); } catch { return { message: `The desk answers ${answer.status}.` }; } })();
        return { status: answer.status, ...found };
      } catch {
        tell("The desk does not answer: is it still running? What you said is sent again until it does.", true);
        if (tries > 600) return { status: 0, message: "The desk does not answer. Nothing was kept of this." };
        await wait(Math.min(2000, 200 * (tries + 1)));
      }
    }
  }

  // What is asked for while something is being kept waits for its turn, so that quick keys go to the values that come next.
  let turn = Promise.resolve();
  let waiting = 0;
  function inTurn(work) {
    waiting++;
    body.dataset.busy = "yes";
    turn = turn.then(work).catch((fault) => tell(String(fault), true)).finally(() => {
      if (!--waiting) delete body.dataset.busy;
    });
    return turn;
  }

  async function say(sent, done) {
    if (!who.value.trim()) {
      tell("Say your name first: every correction tells who made it.", true);
      who.focus();
      return null;
    }
    const found = await send("said", { id: newId(), who: who.value, record, mine: new URLSearchParams(location.search).get("mine"), ...sent });
    if (found.status !== 200) {
      tell(found.message || "That could not be kept.", true);
      if (found.status === 409) await renew();
      return null;
    }
    if (["split", "join", "mark_zone"].includes(sent.action)) {
      location.href = `${home}d/${found.record}${body.dataset.query || ""}`;
      if (found.record === record) location.reload();
      return found;
    }
    if (deciding) { location.reload(); return found; }
    await renew();
    tell(done);
    return found;
  }

  async function undo(undoes = null) {
    const found = await send("undo", { id: newId(), who: who.value, undoes });
    if (found.status !== 200) return tell(found.message, true);
    if (!record || deciding || undoes) return location.reload();
    if (found.record !== record || ["split", "join", "mark_zone"].includes(found.action)) {
      location.href = `${home}d/${found.record}${body.dataset.query || ""}`;
      if (found.record === record) location.reload();
      return undefined;
    }
    await renew();
    return tell("Taken back.");
  }

  for (const button of all(".history [data-undoes]")) button.addEventListener("click", () => undo(button.dataset.undoes));
  one(".top [data-do=undo]").addEventListener("click", () => undo());

  const typing = () => document.activeElement?.matches("input, textarea, select");

  // Between people who say different things: a field's sides beside one another, the first key is the first one's.
  const asked = () => document.activeElement?.closest(".question") || one(".question");
  function decide(button) {
    const { field } = button.closest(".question").dataset;
    inTurn(() => say({ action: "decide", field, of: button.dataset.of }, "Decided."));
  }
  if (deciding) {
    for (const button of all("[data-do=decide]")) button.addEventListener("click", () => decide(button));
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing()) return;
      const button = all("[data-do=decide]", asked() || document)[Number(event.key) - 1];
      if (/^[1-9]$/.test(event.key) && button) decide(button);
      else if (event.key === "n" && one("#next")) location.href = one("#next").href;
    });
  }

  if (!record || deciding) {
    addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || typing()) return;
      const rows = deciding ? all(".question") : all(".documents .go");
      const at = rows.indexOf(deciding ? asked() : document.activeElement);
      if (deciding && document.activeElement?.closest(".pages")) return;
      if (event.key === "u") undo();
      else if (event.key === "/") { event.preventDefault(); one(".ask [name=words]")?.focus(); }
      else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!rows.length) return;
        event.preventDefault();
        rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
      }
    });
    (one(".queue .documents .go") || one(".question"))?.focus({ preventScroll: true });
    return;
  }

  // A document.
  let forms = {};
  let words = [];
  const silent = () => tell("The desk does not answer: is it still running?", true);
  const ready = fetch(`${home}forms`).then((answer) => answer.json()).then((found) => (forms = found.forms)).catch(silent);
  // The words come when the file has been read again, which takes long for a scan: nobody waits for them to type.
  fetch(`${home}d/${record}/words`).then((answer) => answer.json()).then((found) => {
    words = found.words;
    body.dataset.words = found.there ? "there" : "missing";
    if (!found.there) tell("The file is not there or was read by another version: words can't be marked, values can be typed.");
  }).catch(silent);

  const values = () => all("#values .value");
  const valueOf = (element) => element?.closest?.(".value") || null;
  const chosen = () => one("#values .value.chosen");
  const itemOf = (value) => JSON.parse(value.dataset.item);
  const about = (value) => ({ field: value.dataset.field, at: Number(value.dataset.at), item: itemOf(value) });
  const calm = { block: "center", behavior: "auto" };

  function choose(value, focus = true) {
    for (const lit of all(".chosen")) lit.classList.remove("chosen");
    if (!value) return;
    value.classList.add("chosen");
    const places = all(`.place[data-of="${CSS.escape(value.id)}"]`);
    for (const place of places) place.classList.add("chosen");
    if (matchMedia("(min-width: 62rem)").matches) places[0]?.scrollIntoView(calm);
    history.replaceState(null, "", `#${value.id}`);
    if (focus) value.focus({ preventScroll: true });
    value.scrollIntoView({ block: "nearest" });
  }

  // The page as the server has it now; what is typed in an open form stays.
  async function renew() {
    const open = one("#form .edit");
    const scrolled = ["#pages", "#values"].map((name) => one(name).scrollTop);
    const at = chosen()?.id;
    const answer = await fetch(location.href.split("#")[0]);
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!one("#panes", fresh)) return;
    for (const image of all("#panes img", fresh)) { // pictures that are there already stay, and are not fetched and drawn again
      const known = all("#panes img").find((other) => other.getAttribute("src") === image.getAttribute("src"));
      if (known) image.replaceWith(document.adoptNode(known));
    }
    one("#panes").replaceWith(document.adoptNode(one("#panes", fresh)));
    const next = one("#next", fresh);
    if (next) one("#next")?.replaceWith(document.adoptNode(next));
    ["#pages", "#values"].forEach((name, n) => (one(name).scrollTop = scrolled[n]));
    if (open) one("#form").append(open);
    dress();
    showMarked();
    if (at && document.getElementById(at)) choose(document.getElementById(at), !open);
  }

  const undone = () => values().filter((value) => !value.classList.contains("done"));
  function onwards(from) {
    const rows = values();
    const at = rows.findIndex((value) => value.id === from);
    const next = rows.slice(at + 1).find((value) => undone().includes(value)) || undone()[0] || document.getElementById(from);
    choose(next || rows[0]);
    if (!undone().length) tell("All values of this document were looked at. n opens the next one.");
  }

  // Marking: words of the text, by the pointer on the page, by selecting in the text, or with the arrow keys there.
  let marking = null; // [start, end]
  let taking = null; // the input of a form that takes what is marked
  const text = () => one("#text");
  const whole = () => all("#text p").map((line) => line.textContent).join("\n");
  const printed = ([start, end]) => whole().slice(start, end).replace(/\s+/g, " ").trim();

  function showMarked() {
    for (const old of all("rect.hand")) old.remove();
    one("#marked").hidden = !marking || Boolean(one(".edit"));
    body.classList.toggle("marking", Boolean(marking || one(".edit")));
    if (!marking) return;
    one("#marked-words").textContent = printed(marking);
    for (const [start, end, page, x0, top, x1, bottom] of words) {
      if (start >= marking[1] || end <= marking[0]) continue;
      const drawing = one(`#page-${page} svg`);
      if (!drawing) continue;
      const rect = document.createElementNS("http://www.w3.org/2000/svg", "rect");
      const size = { x: x0 - 1, y: top - 0.5, width: Math.max(1, x1 - x0 + 2), height: Math.max(1, bottom - top + 1) };
      for (const [name, value] of Object.entries(size)) rect.setAttribute(name, value);
      rect.classList.add("hand");
      drawing.append(rect);
    }
  }

  function mark(start, end, select = true) {
    marking = start < end ? [start, end] : null;
    if (marking && select) selectText(marking);
    showMarked();
    if (marking && taking && taking.isConnected) take();
  }

  function selectText([start, end]) {
    const place = (offset) => {
      const lines = all("#text p");
      const line = lines.filter((p) => Number(p.dataset.start) <= offset).pop() || lines[0];
      const node = line.firstChild || line;
      return [node, Math.min(offset - Number(line.dataset.start), node.length ?? 0)];
    };
    const range = document.createRange();
    range.setStart(...place(start));
    range.setEnd(...place(end));
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !text().contains(selection.anchorNode)) return null;
    const range = selection.getRangeAt(0);
    const offset = (node, at) => {
      const line = (node.nodeType === 3 ? node.parentNode : node).closest("#text p");
      if (!line) return null;
      const ahead = document.createRange();
      ahead.setStart(line, 0);
      ahead.setEnd(node, at);
      return Number(line.dataset.start) + ahead.toString().length;
    };
    const ends = [offset(range.startContainer, range.startOffset), offset(range.endContainer, range.endOffset)];
    return ends.includes(null) ? null : whole_words(...ends);
  }

  // What is marked begins and ends with whole words, without the spaces around them.
  function whole_words(start, end) {
    const all_text = whole();
    while (start < end && /\s/.test(all_text[start])) start++;
    while (end > start && /\s/.test(all_text[end - 1])) end--;
    return start < end ? [start, end] : null;
  }

  function take() {
    const input = taking;
    const found = printed(marking);
    if (input.tagName === "SELECT") return;
    input.value = found;
    input.classList.add("taken");
    input.dataset.span = JSON.stringify(marking);
    input.focus();
  }

  function wordsAt(event, figure) {
    const image = one("img", figure).getBoundingClientRect();
    const number = Number(figure.id.replace("page-", ""));
    const width = Number(one("img", figure).getAttribute("width"));
    const [x, y] = [event.clientX - image.left, event.clientY - image.top].map((size) => (size * width) / image.width);
    let best = -1;
    let least = 14;
    words.forEach(([, , page, x0, top, x1, bottom], n) => {
      if (page !== number) return;
      const away = Math.max(x0 - x, 0, x - x1) + 2 * Math.max(top - y, 0, y - bottom);
      if (away < least) [best, least] = [n, away];
    });
    return best;
  }

  function markByHand(paper) {
    const figure = paper.closest("figure");
    let first = -1;
    let moved = false; // far enough to be no click, also within one word
    let from = [0, 0];
    paper.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      first = wordsAt(event, figure);
      moved = false;
      from = [event.clientX, event.clientY];
    });
    const reach = (event) => {
      const last = wordsAt(event, figure);
      if (first < 0 || last < 0) return;
      mark(Math.min(words[first][0], words[last][0]), Math.max(words[first][1], words[last][1]));
    };
    paper.addEventListener("pointermove", (event) => {
      if (first < 0 || !(event.buttons & 1)) return;
      if (!moved && Math.hypot(event.clientX - from[0], event.clientY - from[1]) < 6) return;
      moved = true;
      const held = taking;
      taking = null;
      reach(event);
      taking = held;
    });
    paper.addEventListener("pointerup", (event) => {
      const form = Boolean(one(".edit"));
      const place = event.target.closest(".place");
      if (moved || form || (!place && first >= 0)) reach(event);
      first = -1;
    });
    paper.addEventListener("click", (event) => {
      const place = event.target.closest(".place");
      if (!place) return;
      event.preventDefault();
      if (!moved && !one(".edit")) choose(document.getElementById(place.dataset.of), false);
    });
  }

  // The cursor of the text: a word, or several with Shift.
  let cursor = [0, 0];
  const tokens = () => Array.from(whole().matchAll(/\S+/g), (match) => [match.index, match.index + match[0].length]);
  function moveCursor(key, extend) {
    const rows = tokens();
    if (!rows.length) return;
    let [anchor, at] = cursor.map((n) => Math.min(n, rows.length - 1));
    const lineOf = (n) => all("#text p").filter((p) => Number(p.dataset.start) <= rows[n][0]).length;
    if (key === "ArrowRight") at = Math.min(rows.length - 1, at + 1);
    if (key === "ArrowLeft") at = Math.max(0, at - 1);
    if (key === "ArrowDown") { const line = lineOf(at); while (at < rows.length - 1 && lineOf(at) === line) at++; }
    if (key === "ArrowUp") { const line = lineOf(at); while (at > 0 && lineOf(at) >= line) at--; while (at > 0 && lineOf(at - 1) === lineOf(at)) at--; }
    if (!extend) anchor = at;
    cursor = [anchor, at];
    const [low, high] = [Math.min(anchor, at), Math.max(anchor, at)];
    const held = taking;
    taking = null;
    mark(rows[low][0], rows[high][1]);
    taking = held;
    const line = all("#text p").filter((p) => Number(p.dataset.start) <= rows[at][0]).pop();
    line?.scrollIntoView({ block: "nearest" });
  }

  function unmark() {
    marking = null;
    getSelection().removeAllRanges();
    showMarked();
  }

  // Forms: what is typed or marked for each value of an item.
  function closeForm() {
    const value = valueOf(one(".edit"));
    one(".edit")?.remove();
    taking = null;
    unmark();
    return value;
  }

  function inputOf(input, value) {
    const id = `in-${input.key.replace(".", "-")}`;
    const label = make("label", { for: id }, input.label);
    let element;
    if (input.kind === "choice" || input.kind === "yes") {
      const options = input.kind === "yes" ? ["no", "yes"] : [...(input.required ? [] : [""]), ...input.choices];
      element = make("select", { id, name: input.key });
      for (const option of options) element.append(make("option", { value: option }, option.replaceAll("_", " ") || "none"));
      element.value = input.kind === "yes" ? (value ? "yes" : "no") : (value ?? options[0]);
    } else {
      element = make("textarea", { id, name: input.key, rows: 1, title: input.hint, spellcheck: "false" });
      element.value = value ?? "";
    }
    element.addEventListener("focus", () => (taking = element));
    element.addEventListener("input", () => { delete element.dataset.span; element.classList.remove("taken"); });
    label.append(element);
    return label;
  }

  const at = (item, key) => key.split(".").reduce((value, step) => value?.[step], item);

  function openForm(field, item, where, save) {
    closeForm();
    const form = make("form", { class: "edit", "aria-label": `${item ? "Correct" : "Add"}: ${forms[field].one}`, autocomplete: "off" });
    for (const input of forms[field].inputs) form.append(inputOf(input, at(item, input.key)));
    form.append(make("label", { for: "in-why" }, "why (not needed)", make("textarea", { id: "in-why", rows: 1 })));
    form.append(make("p", { class: "hint" }, "Type, or put the cursor into a line and mark its words on the page or in the text."));
    const wrong = make("p", { class: "wrong", role: "alert" });
    form.append(wrong, make("p", { class: "row" },
      make("button", { type: "submit", class: "go-on" }, "Save ", make("kbd", {}, "Enter")),
      make("button", { type: "button", "data-do": "close" }, "Cancel ", make("kbd", {}, "Esc"))));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const named = all("[name]", form);
      const typed = Object.fromEntries(named.map((input) => [input.name, input.value]));
      const spans = named.filter((input) => input.dataset.span).map((input) => {
        const [start, end] = JSON.parse(input.dataset.span);
        return { key: input.name, start, end };
      });
      const why = one("#in-why", form).value;
      await inTurn(async () => {
        if (!(await save({ typed, spans, why }))) wrong.textContent = told.textContent;
      });
    });
    form.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, select")) { event.preventDefault(); form.requestSubmit(); }
    });
    where.append(form);
    body.classList.add("marking");
    one("#marked").hidden = true;
    form.scrollIntoView({ block: "nearest" });
    const first = one("textarea, select", form);
    first.focus();
    first.select?.();
    return form;
  }

  function addMove(form, value) {
    const others = values().filter((other) => other !== value && other.dataset.field === value.dataset.field);
    const item = itemOf(value);
    const keys = forms[value.dataset.field].inputs.filter((input) => at(item, input.key) !== null && at(item, input.key) !== undefined && !input.required);
    if (!others.length || !keys.length) return;
    const what = make("select", { "aria-label": "Value to move" }, ...keys.map((input) => make("option", { value: input.key }, input.label)));
    const to = make("select", { "aria-label": "To whom it belongs" }, ...others.map((other, n) => make("option", { value: n }, other.dataset.main)));
    const move = make("button", { type: "button" }, "Move");
    move.addEventListener("click", async () => {
      const target = JSON.parse(others[to.value].dataset.item);
      if (await say({ action: "move", ...about(value), key: what.value, to: target }, "Moved.")) closeForm();
    });
    form.append(make("p", { class: "row" }, "Move", what, "to", to, move));
  }

  async function edit(value) {
    await ready;
    const { id } = value;
    const form = openForm(value.dataset.field, itemOf(value), value, async (sent) => {
      const kept = { action: "correct", ...about(value), ...sent };
      const open = one(".edit");
      const found = await say(kept, "Corrected.");
      if (found) { open.remove(); closeForm(); onwards(id); }
      return found;
    });
    addMove(form, value);
  }

  async function add(field) {
    await ready;
    const words_marked = marking;
    const place = one("#form");
    closeForm();
    const known = Object.entries(forms).sort((a, b) => a[1].one.localeCompare(b[1].one));
    const pick = make("select", { id: "in-field" }, ...known.map(([key, form]) => make("option", { value: key }, form.one)));
    const draw = (key) => {
      const form = openForm(key, null, place, async (sent) => {
        const open = one(".edit");
        const found = await say({ action: "add", field: key, ...sent }, "Added.");
        if (found) { open.remove(); closeForm(); choose(values().find((value) => value.dataset.field === key && value.classList.contains("done")) || values()[0]); }
        return found;
      });
      pick.value = key;
      form.prepend(make("label", { for: "in-field" }, "What it is", pick));
      const input = all("textarea", form).find((one_) => /^(value|text|name|expression|short)$/.test(one_.name)) || one("textarea", form);
      if (words_marked) { taking = input; mark(...words_marked); taking = input; }
      if (!field) pick.focus(); else input.focus();
      one("#values").scrollTop = 0;
      form.scrollIntoView({ block: "nearest" });
    };
    pick.addEventListener("change", () => draw(pick.value));
    draw(field || "deadlines");
  }

  async function accept(value) {
    const { id } = value;
    if (await say({ action: "accept", ...about(value) }, "Right.")) onwards(id);
  }

  async function reject(value) {
    const rows = values();
    const next = rows[rows.indexOf(value) + 1]?.dataset.main;
    if (await say({ action: "reject", ...about(value) }, "It is none: taken out.")) {
      choose(values().find((other) => other.dataset.main === next) || values()[0]);
    }
  }

  function boundary(action, extra = {}) {
    if (!marking) return tell("Mark the words first: on the page, or with w in the text.", true);
    return say({ action, start: marking[0], end: marking[1], ...extra }, "Kept; the file is read again.");
  }

  const acts = {
    accept, reject, edit,
    add: (value, button) => add(button?.dataset.field),
    none: (value, button) => say({ action: "accept", field: button.dataset.field, item: null }, "There is none."),
    dismiss: (value, button) => say({ action: "dismiss", reason: button.dataset.reason }, "Seen."),
    close: () => choose(closeForm() || chosen()),
    undo: () => undo(),
    unmark,
    words: () => { text().focus(); text().scrollIntoView({ block: "start" }); moveCursor("", false); },
    split: () => boundary("split"),
    stamp: () => boundary("mark_zone", { new: "stamp" }),
    whole: () => say({ action: "whole" }, "All of it is right, and nothing is missing. n opens the next document."),
    join: () => say({ action: "join" }, "Joined."),
  };
  const keys = { a: "accept", e: "edit", r: "reject", i: "add", w: "words", u: "undo", s: "split", t: "stamp", d: "whole" };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (button && !button.closest(".top [data-do=undo]")) inTurn(() => acts[button.dataset.do]?.(valueOf(button), button));
    else if (valueOf(event.target) && !event.target.closest(".edit")) choose(valueOf(event.target), false);
  });
  document.addEventListener("focusin", (event) => {
    const value = valueOf(event.target);
    if (value && !value.classList.contains("chosen")) choose(value, false);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "type") say({ action: "correct", field: "document_type", new: event.target.value }, "Kept.");
    if (event.target.id === "zone" && event.target.value) boundary("mark_zone", { new: event.target.value });
  });
  document.addEventListener("pointerup", (event) => {
    if (!text().contains(event.target)) return;
    setTimeout(() => {
      const found = selected();
      if (found) mark(...found, false);
    });
  });

  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (one(".edit")) choose(closeForm() || chosen());
      else { unmark(); choose(chosen() || values()[0]); }
      return;
    }
    if (document.activeElement === text() && event.key.startsWith("Arrow")) {
      event.preventDefault();
      moveCursor(event.key, event.shiftKey);
      return;
    }
    if (document.activeElement === text() && event.key === "Enter" && marking) {
      event.preventDefault();
      if (taking && taking.isConnected) take();
      else add();
      return;
    }
    if (typing()) {
      if (event.key === "F2" && one(".edit")) { event.preventDefault(); text().focus(); moveCursor("", false); }
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const rows = values();
      if (!rows.length || document.activeElement.closest?.(".pages")) return;
      event.preventDefault();
      const next = rows.indexOf(chosen()) + (event.key === "ArrowDown" ? 1 : -1);
      choose(rows[Math.max(0, Math.min(rows.length - 1, next))]);
      return;
    }
    if (event.key === "n") { const next = one("#next"); if (next) location.href = next.href; }
    else if (event.key === "q") location.href = one("[data-queue]").href;
    else if (event.key === "Enter" && document.activeElement === chosen()) { event.preventDefault(); edit(chosen()); }
    else if (keys[event.key]) {
      const act = keys[event.key];
      const needs = ["accept", "edit", "reject"].includes(act);
      if (needs && !chosen()) return;
      event.preventDefault();
      inTurn(() => acts[act](chosen(), null));
    }
  });

  function dress() {
    for (const paper of all(".sheet .paper")) markByHand(paper);
  }
  dress();
  choose(document.getElementById(location.hash.slice(1))?.closest(".value") || undone()[0] || values()[0]);
})();
