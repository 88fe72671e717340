// Moves between the list and the places, tells what is wrong where one points, and filters. All of it
// works by links alone when this script does not run.
"use strict";
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const english = document.documentElement.lang === "en";
  const bubble = one("#bubble");
  const stepper = one(".stepper");
  let shown = null, pointed = false;

  // Light and dark: as the system has it until somebody chooses.
  const root = document.documentElement;
  const remember = (value) => { try { localStorage.setItem("reportlint-theme", value); } catch { /* not kept */ } };
  try { const kept = localStorage.getItem("reportlint-theme"); if (kept) root.dataset.theme = kept; } catch { /* none kept */ }
  for (const button of all(".theme")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      remember(root.dataset.theme);
    });
  }

  // What is wrong at a place, taken from the list.
  const tell = (id, at) => {
    const entry = document.getElementById(id);
    if (!entry) return null;
    const group = entry.closest(".group");
    const part = document.createElement("section");
    part.className = group.dataset.severity;
    const head = document.createElement("h4");
    head.textContent = one(".severity", group).textContent + " " + one(".no", entry).textContent;
    const message = document.createElement("p");
    message.textContent = one(".message", entry).textContent;
    part.append(head, message);
    const ends = one(".ends", entry);
    if (ends) {
      const other = all("a", ends).find((link) => !at.contains(document.getElementById(link.hash.slice(1))));
      const link = other.cloneNode(true);
      link.className = "other-end";
      link.textContent = (english ? "Go to " : "看") + other.textContent;
      part.append(link);
    }
    part.append(one(".advice", group).cloneNode(true));
    return part;
  };
  const hide = () => {
    if (!shown) return;
    all("[aria-describedby='bubble']").forEach((link) => link.removeAttribute("aria-describedby"));
    bubble.hidden = true;
    shown = null;
  };
  const show = (place, byPointer = false) => {
    if (shown === place) return;
    hide();
    pointed = byPointer;
    const parts = place.dataset.findings.split(" ").map((id) => tell(id, place)).filter(Boolean);
    if (!parts.length) return;
    shown = place;
    const close = document.createElement("button");
    close.type = "button";
    close.className = "close";
    close.textContent = "×";
    close.setAttribute("aria-label", english ? "Close" : "关上");
    close.addEventListener("click", hide);
    bubble.replaceChildren(close, ...parts);
    bubble.hidden = false;
    all(".no", place).forEach((link) => link.setAttribute("aria-describedby", "bubble"));
    const box = place.getBoundingClientRect();
    const width = bubble.offsetWidth, height = bubble.offsetHeight;
    const left = Math.max(8, Math.min(box.left + box.width / 2 - width / 2, root.clientWidth - width - 8));
    // Beside the place, between the bar above and the buttons below; on a narrow screen the style sheet puts it there.
    const highest = 60, lowest = innerHeight - 80 - height;
    const top = box.bottom + 8 <= lowest ? box.bottom + 8 : box.top - height - 8 >= highest ? box.top - height - 8 : lowest;
    bubble.style.left = `${left + scrollX}px`;
    bubble.style.top = `${Math.max(highest, top) + scrollY}px`;
  };
  const place = (node) => node instanceof Element && node.closest("[data-findings]");
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse") return;
    const over = place(event.target);
    if (over) show(over, true); else if (pointed && !bubble.contains(event.target)) hide();
  });
  document.addEventListener("focusin", (event) => {
    if (bubble.contains(event.target)) return;
    const at = place(event.target);
    if (at) show(at); else hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });

  // From list to place and back.
  const flash = (node) => { node.classList.remove("flash"); void node.offsetWidth; node.classList.add("flash"); };
  const current = (id) => {
    all(".entry.now").forEach((entry) => entry.classList.remove("now"));
    const entry = document.getElementById(id);
    if (entry) { entry.classList.add("now"); count(id); }
    return entry;
  };
  const within = (list, entry) => {
    if (list.scrollHeight <= list.clientHeight) return;
    const outer = list.getBoundingClientRect(), inner = entry.getBoundingClientRect();
    if (inner.top < outer.top || inner.bottom > outer.bottom) list.scrollTop += inner.top - outer.top - 60;
  };
  const toPlace = (mark) => {
    const at = place(mark) || mark;
    at.scrollIntoView({ block: "center", inline: "center" });
    const entry = current(mark.hash.slice(1));
    if (entry) within(entry.closest(".list"), entry);
    flash(at);
    mark.focus({ preventScroll: true });
  };
  const toEntry = (entry) => {
    current(entry.id);
    const list = entry.closest(".list");
    if (list.scrollHeight > list.clientHeight) within(list, entry); else entry.scrollIntoView({ block: "center" });
    entry.focus({ preventScroll: true });
  };
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href^='#']");
    if (!link) {
      const at = place(event.target);
      if (at) { show(at); const entry = current(at.dataset.findings.split(" ")[0]); if (entry) within(entry.closest(".list"), entry); }
      else if (!bubble.contains(event.target) && !stepper.contains(event.target)) hide();
      return;
    }
    const goal = document.getElementById(link.hash.slice(1));
    if (!goal) return;
    if (goal.matches("a.no")) { event.preventDefault(); toPlace(goal); }
    else if (goal.matches(".entry")) { event.preventDefault(); hide(); toEntry(goal); }
  });

  // Stepping through the findings that are shown.
  const steps = () => all(".file:not([hidden]) a.jump").filter((link) => link.offsetParent);
  const count = (id) => {
    const links = steps();
    const at = links.findIndex((link) => link.closest(".entry").id === id);
    one(".at", stepper).textContent = `${at < 0 ? "–" : at + 1} / ${links.length}`;
  };
  const step = (by) => {
    const links = steps();
    if (!links.length) return;
    const at = links.findIndex((link) => link.closest(".entry").classList.contains("now"));
    const next = at < 0 ? (by > 0 ? 0 : links.length - 1) : (at + by + links.length) % links.length;
    toPlace(document.getElementById(links[next].hash.slice(1)));
  };
  one(".previous", stepper).addEventListener("click", () => step(-1));
  one(".next", stepper).addEventListener("click", () => step(1));

  // Filtering by severity and by words.
  const filter = (file) => {
    const form = one(".filter", file);
    const wanted = new Set(all("[type=checkbox]:checked", form).map((box) => box.value));
    const words = one("[type=search]", form).value.trim().toLowerCase();
    const kept = new Set();
    for (const group of all(".group", file)) {
      const whole = one("h3", group).textContent.toLowerCase().includes(words);
      for (const entry of all(".entry", group)) {
        entry.hidden = !(wanted.has(group.dataset.severity) && (whole || entry.textContent.toLowerCase().includes(words)));
        if (!entry.hidden) kept.add(entry.id);
      }
      group.hidden = all(".entry", group).every((entry) => entry.hidden);
    }
    const total = all(".entry", file).length;
    file.classList.toggle("dim", kept.size < total);
    all("[data-findings]", file).forEach((at) => at.classList.toggle("kept", at.dataset.findings.split(" ").some((id) => kept.has(id))));
    one(".none", file).hidden = kept.size > 0;
    one(".shown", form).textContent = english ? `${kept.size} of ${total} shown` : `显示 ${total} 处中的 ${kept.size} 处`;
    count("");
  };
  const start = () => {
    hide();
    for (const form of all(".filter[hidden]")) {
      const file = form.closest(".file");
      form.hidden = false;
      form.addEventListener("input", () => filter(file));
    }
    stepper.hidden = steps().length < 2;
    count("");
    follow();
  };
  // An address with #3 leads to the third finding: to its place, or to the list where it has none.
  const follow = () => {
    const told = location.hash.slice(1);
    const number = /^[0-9]+$/.test(told);
    const goal = document.getElementById(number ? `f1-m${told}` : told);
    const entry = document.getElementById(`f1-${told}`);
    if (goal && goal.matches("a.no")) toPlace(goal); else if (number && entry) toEntry(entry);
  };
  addEventListener("hashchange", follow);
  document.addEventListener("reportlint:shown", start);
  start();
})();
