// The ranking of units, a portion at a time.
"use strict";
const PORTION = 100;
let rankedUnits = [];
let drawn = 0;

function figure(number, level) {
  return element("td", `figure ${number ? level : "zero"}`, String(number));
}

function rankingRow(unit) {
  const name = element("button", "link", unit.name);
  name.type = "button";
  name.addEventListener("click", () => openUnit(unit));
  const notes = [];
  if (unit.missing.length) notes.push(words.missing + unit.missing.join("、"));
  const unread = unit.files.filter((file) => file.error !== null).length;
  if (unread) notes.push(`${unread} ${words.unreadable}`);
  const row = element("tr", "",
    element("td", "figure", unit.place ? String(unit.place) : "—"),
    element("th", "", name, notes.length ? element("span", "note", notes.join("；")) : null),
    element("td", "wide", unit.kind),
    element("td", "figure wide", String(unit.files.length)),
    ...SEVERITIES.map((level) => figure(unit.counts[level], level)));
  row.children[1].scope = "row";
  row.dataset.unit = unit.number;
  return row;
}

function drawMore() {
  const body = document.querySelector("#ranking tbody");
  const next = rankedUnits.slice(drawn, drawn + PORTION);
  body.append(...next.map(rankingRow));
  drawn += next.length;
  markOpened();
  document.getElementById("more").hidden = drawn >= rankedUnits.length;
}

function drawRanking(shown) {
  rankedUnits = shown;
  let place = 0;
  for (const unit of shown) unit.place = unit.apart || owes(unit) ? 0 : ++place;
  drawn = 0;
  document.querySelector("#ranking tbody").replaceChildren();
  document.getElementById("shown").textContent = shown.length ? words.shown + shown.length : words.none;
  drawMore();
}
