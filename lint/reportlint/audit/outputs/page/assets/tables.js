// A report's table as the form draws it, with the report's own figures and the wrong cells marked.
"use strict";

// What findings say of each cell: how it is marked and what it should be.
function marksOf(findings) {
  const marks = new Map();
  const put = (cell, mark) => { if (cell && !marks.has(cell)) marks.set(cell, mark); };
  for (const { suspect, severity } of findings) {
    if (suspect) put(suspect[0], { className: `hit likely ${severity}`, told: words.likely, value: suspect[1] });
  }
  for (const { cell, severity, suspect } of findings) {
    put(cell, suspect ? { className: "hit also", told: words.related } : { className: `hit ${severity}`, told: words.wrong });
  }
  for (const { also } of findings) {
    for (const [, , cell] of also) put(cell, { className: "hit also", told: words.related });
  }
  return marks;
}

function tableCell([text, rows, columns, name], cells, marks) {
  const made = element(name ? "td" : "th", "");
  made.rowSpan = rows;
  made.colSpan = columns;
  if (!name) {
    made.textContent = text;
    return made;
  }
  made.dataset.cell = name;
  const raw = cells.get(name);
  made.textContent = raw === null ? words.absent : raw;
  made.className = raw === null ? "absent" : "figure";
  const mark = marks.get(name);
  if (mark) {
    if (raw === "") made.textContent = words.blank;
    made.className += ` ${mark.className}`;
    made.title = mark.told;
    if (mark.value !== undefined) made.append(element("span", "mend", words.should_be + mark.value));
  }
  return made;
}

function drawTable(key, table, marks) {
  const layout = known.layouts[table.edition][key];
  const cells = new Map(layout.order.map((name, index) => [name, table.cells[index]]));
  const made = element("table", `form ${key}`, element("caption", "", layout.caption),
    element("tbody", "", ...layout.rows.map((row) =>
      element("tr", "", ...row.map((cell) => tableCell(cell, cells, marks))))));
  return element("div", "scroll", made);
}
