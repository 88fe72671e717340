// What the page knows, and how its parts are made: texts of reports only ever become text nodes.
"use strict";
const known = JSON.parse(document.getElementById("index").textContent);
const words = known.words;
const SEVERITIES = Object.keys(known.severities);
const wanted = { text: "", year: "", kind: "", family: "", since: "", severities: new Set(SEVERITIES) };

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

function familyOf(code) {
  return (code.match(/^[A-Z]+/) || [code])[0];
}

// Whether a file is of the year that is wanted; one that could not be read may be.
function ofYear(file) {
  return !wanted.year || file.year === null || String(file.year) === wanted.year;
}

// The findings of a file that the filters let through, as [code, severity, number].
function letThrough(file) {
  if (!ofYear(file) || wanted.since === "mended") return [];
  return sinceLast(file).filter(([code, severity, number]) =>
    number && wanted.severities.has(severity) && (!wanted.family || familyOf(code) === wanted.family));
}

// The findings of a file that stand as wanted since the last audit.
function sinceLast(file) {
  if (!wanted.since) return file.found;
  if (wanted.since === "new") return file.fresh;
  const fresh = new Map(file.fresh.map(([code, severity, number]) => [`${code} ${severity}`, number]));
  return file.found.map(([code, severity, number]) => [code, severity, number - (fresh.get(`${code} ${severity}`) || 0)]);
}

// Whether the filters let one finding through.
function isWanted({ code, severity, since }) {
  return wanted.severities.has(severity) && (!wanted.family || familyOf(code) === wanted.family) &&
    (!wanted.since || since === wanted.since);
}

// Whether a unit has not handed in the report that the filter on years is about.
function owes(unit) {
  return unit.missing.some((year) => !wanted.year || String(year) === wanted.year);
}

function matches(unit) {
  if (wanted.kind && unit.kind !== wanted.kind) return false;
  if (wanted.year && !unit.files.some(ofYear) && !owes(unit)) return false;
  if (wanted.text && !unit.searched.includes(wanted.text)) return false;
  if (wanted.since === "mended") return unit.mended.length > 0;
  const narrowed = wanted.since || wanted.family || wanted.severities.size < SEVERITIES.length;
  return !narrowed || unit.total > 0;
}

const units = known.units.map(([name, kind, parent], number) => ({ name, kind, parent, number, files: [], missing: [], mended: [] }));
known.files.forEach((file, number) => { file.number = number; units[file.unit].files.push(file); });
Object.entries(known.mended).forEach(([unit, mended]) => { units[unit].mended = mended; });
known.missing.forEach(([unit, year]) => units[unit].missing.push(year === null ? "" : year));
for (const unit of units) {
  // The list of units (the last) and units without a file have nothing to be ranked by.
  unit.apart = unit.number === units.length - 1 || !unit.files.length;
  const missing = unit.missing.length ? known.missing_codes : [];
  const codes = unit.files.flatMap((file) => file.found.map(([code]) => code));
  const paths = unit.files.map((file) => file.path);
  unit.searched = [unit.name, unit.parent, ...paths, ...new Set(codes), ...missing].join("\n").toLowerCase();
}

// The units that the filters let through with their counts, those that owe a report first, then the ones with most errors.
function ranked() {
  for (const unit of units) {
    unit.counts = Object.fromEntries(SEVERITIES.map((level) => [level, 0]));
    unit.families = {};
    for (const file of unit.files) {
      for (const [code, severity, number] of letThrough(file)) {
        unit.counts[severity] += number;
        unit.families[familyOf(code)] = (unit.families[familyOf(code)] || 0) + number;
      }
    }
    unit.total = SEVERITIES.reduce((sum, level) => sum + unit.counts[level], 0);
  }
  const shown = units.filter((unit) => (unit.files.length || unit.missing.length) && matches(unit));
  return shown.sort((one, other) => {
    if (owes(one) !== owes(other)) return owes(other) - owes(one);
    if (one.apart !== other.apart) return one.apart - other.apart;
    for (const level of SEVERITIES) {
      if (one.counts[level] !== other.counts[level]) return other.counts[level] - one.counts[level];
    }
    return one.number - other.number;
  });
}
