// The filters, and the first drawing of everything.
"use strict";

function fill(id, pairs) {
  document.getElementById(id).append(...pairs.map(([value, name]) => {
    const option = element("option", "", name);
    option.value = value;
    return option;
  }));
}

function draw() {
  const shown = ranked();
  document.getElementById("heat-part").hidden = !shown.some((unit) => unit.total);
  if (shown.some((unit) => unit.total)) drawHeat(shown.filter((unit) => unit.total));
  drawRanking(shown);
  // The unit that is open is one of those shown.
  if (opened !== null && !shown.includes(opened)) opened = shown[0] || null;
  markOpened();
  drawUnit();
}

function readFilters() {
  wanted.text = document.getElementById("search").value.trim().toLowerCase();
  for (const key of ["year", "kind", "family", "since"]) wanted[key] = document.getElementById(key).value;
  wanted.severities = new Set([...document.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
  draw();
}

fill("year", known.years.map((year) => [String(year), String(year)]));
fill("kind", known.kinds.map((kind) => [kind, kind]));
fill("family", Object.entries(known.families));
fill("since", ["new", "still", "mended"].map((since) => [since, words[`since_${since}`]]));
document.getElementById("sinces").hidden = !known.previous;
document.getElementById("kinds").hidden = !known.kinds.length;
const filters = document.getElementById("filters");
let waiting = 0;
filters.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(readFilters, 120);
});
filters.addEventListener("submit", (event) => { event.preventDefault(); readFilters(); });
filters.addEventListener("reset", () => setTimeout(readFilters));
document.getElementById("more").addEventListener("click", drawMore);
dark.addEventListener("change", draw);
window.addEventListener("resize", () => { clearTimeout(waiting); waiting = setTimeout(draw, 150); });
window.addEventListener("beforeprint", () => { heat.resize(); drawForPrint(); });
window.addEventListener("afterprint", () => document.getElementById("printed").replaceChildren());
draw();
// A wide screen has room for a unit from the start: the one with most errors.
const worst = rankedUnits.find((unit) => unit.total);
if (worst && !stacked.matches) showUnit(worst);
