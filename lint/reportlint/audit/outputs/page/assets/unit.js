// One unit: its reports, what was found in each, and the tables that findings speak of.
"use strict";
let opened = null;

function detailsOf(file) {
  return file.details ? JSON.parse(document.getElementById(`file-${file.number}`).textContent) : null;
}

function place(where, message) {
  return where ? `${where}：${message}` : message;
}

function findingItem(finding) {
  const also = finding.also.map(([where, message]) => element("li", "", words.also + place(where, message)));
  const since = finding.since ? element("span", "note", words[`since_${finding.since}`]) : null;
  return element("li", "", place(finding.where, finding.message), since, also.length ? element("ul", "also", ...also) : null);
}

// Findings of one rule and severity under one heading.
function groupItem(group, rule) {
  const first = group[0];
  const help = [...new Set(group.map((finding) => finding.help))].filter(Boolean);
  return element("article", `finding ${first.severity}`,
    element("h4", "",
      element("span", "chip", `${known.severities[first.severity]} ${first.code}`),
      ` ${rule.title}${group.length > 1 ? `（${group.length}）` : ""}`),
    element("ol", group.length > 1 ? "" : "single", ...group.map(findingItem)),
    rule.basis.length ? element("p", "why", words.basis + rule.basis.join("；")) : null,
    ...help.map((said) => element("p", "how", words.help + said)));
}

function groups(findings) {
  const found = new Map();
  for (const level of SEVERITIES) {
    for (const finding of findings.filter(({ severity }) => severity === level)) {
      const key = `${level} ${finding.code}`;
      found.set(key, [...(found.get(key) || []), finding]);
    }
  }
  return [...found.values()];
}

function fileHead(file) {
  return [
    element("h3", "", file.title || file.path),
    element("p", "path", file.path, file.copy ? `（${words.copy_of}${file.copy}）` : ""),
    file.error !== null ? element("p", "stopped", words.not_read + file.error) : null,
  ];
}

function filePart(file) {
  const details = detailsOf(file);
  const part = element("section", "file", ...fileHead(file));
  const all = details ? details.findings : [];
  const shown = all.filter(isWanted);
  if (file.error === null) part.append(...groups(shown).map((group) => groupItem(group, details.rules[group[0].code])));
  if (!shown.length && file.error === null) part.append(element("p", "good", all.length ? words.filtered : words.no_finding));
  if (details && file.error === null) part.append(...extras(details, shown));
  return part;
}

function extras(details, shown) {
  const made = [];
  const marks = marksOf(shown);
  const tables = Object.entries(details.tables).filter(([key]) => [...marks.keys()].some((cell) => cell.startsWith(`${key}.`)));
  if (tables.length) {
    made.push(element("h4", "", words.tables), ...tables.map(([key, table]) => drawTable(key, table, marks)));
  }
  if (details.recognised) made.unshift(element("p", "recognised", details.recognised));
  if (details.not_checked.length) {
    const items = details.not_checked.map((said) => element("li", "", said));
    made.push(element("details", "", element("summary", "", words.not_checked), element("ul", "", ...items)));
  }
  return made;
}

function drawUnit() {
  const panel = document.getElementById("unit");
  const unit = opened;
  if (unit === null) {
    panel.replaceChildren(element("p", "hint", words.choose));
    return;
  }
  const back = element("button", "back", words.back);
  back.type = "button";
  back.addEventListener("click", () => document.getElementById("ranking-part").scrollIntoView());
  const files = unit.files.filter(ofYear);
  files.sort((one, other) => (other.year || 0) - (one.year || 0) || one.number - other.number);
  panel.replaceChildren(
    back,
    element("h2", "", unit.name),
    element("p", "hint", [unit.kind, unit.parent].filter(Boolean).join("　")),
    ...(unit.missing.length ? [element("p", "stopped", words.missing + unit.missing.join("、"))] : []),
    ...mendedPart(unit),
    ...files.map(filePart));
}

// What was found in the last audit and is there no more.
function mendedPart(unit) {
  const lines = unit.mended.filter(([, , year]) => !wanted.year || String(year) === wanted.year);
  if (!lines.length) return [];
  const items = lines.map(([severity, code, , message]) => element("li", "", `${severity} ${code} ${message}`));
  const part = element("details", "mended", element("summary", "good", `${words.mended}${lines.length}`), element("ul", "", ...items));
  part.open = wanted.since === "mended";
  return [part];
}

// On paper: who owes a report, then the findings of every unit that is shown, without the tables.
function drawForPrint() {
  const owing = rankedUnits.filter(owes);
  const made = rankedUnits.filter((unit) => unit.total || unit.files.some((file) => file.error !== null)).map((unit) => {
    const files = unit.files.filter(ofYear);
    const told = SEVERITIES.filter((level) => unit.counts[level]).map((level) => `${known.severities[level]} ${unit.counts[level]}`);
    return element("section", "", element("h3", "", `${unit.name} `, element("span", "note", [...told, ...mendedNote(unit)].join("　"))), ...files.flatMap(printedFile));
  });
  document.getElementById("printed").replaceChildren(
    owing.length ? element("p", "stopped", words.missing + owing.map((unit) => unit.name).join("、")) : "",
    ...made);
}

function mendedNote(unit) {
  return unit.mended.length ? [`${words.mended}${unit.mended.length}`] : [];
}

function printedFile(file) {
  if (file.error !== null) return [element("p", "stopped", words.not_read + file.error)];
  const details = detailsOf(file);
  const shown = (details ? details.findings : []).filter(isWanted);
  if (!shown.length) return [];
  const items = shown.map((finding) => element("li", "",
    element("b", finding.severity, `${known.severities[finding.severity]} ${finding.code}`), " ", place(finding.where, finding.message)));
  return [element("p", "path", file.title || file.path), element("ol", "", ...items)];
}

const stacked = window.matchMedia("(max-width: 60rem)");

function markOpened() {
  for (const row of document.querySelectorAll("#ranking tbody tr")) {
    row.classList.toggle("opened", opened !== null && row.dataset.unit === String(opened.number));
  }
}

function showUnit(unit) {
  opened = unit;
  markOpened();
  drawUnit();
}

function openUnit(unit) {
  showUnit(unit);
  const panel = document.getElementById("unit");
  panel.focus({ preventScroll: true });
  if (stacked.matches) panel.scrollIntoView();
  else panel.scrollTop = 0;
}
