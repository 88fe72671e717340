// The heat map of units and families of rules, drawn by Apache ECharts.
"use strict";
const SEEN_AT_ONCE = 20;
const ROW_HEIGHT = 24;
const HEADING_WIDTH = 96;
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const heat = echarts.init(document.getElementById("heat"), null, { renderer: "svg" });
let heatUnits = [];

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

function bounds() {
  const steps = [[1, 1], [2, 4], [5, 9], [10, 29], [30, undefined]];
  return steps.map(([min, max], step) => ({
    min, max, label: max === undefined ? `≥${min}` : min === max ? `${min}` : `${min}–${max}`, color: colour(`--heat-${step + 1}`),
  }));
}

function tip(point) {
  const unit = heatUnits[point.value[1]];
  return element("div", "", element("b", "", unit.name), element("br"), `${point.name}：${point.value[2]}`);
}

function drawHeat(shown) {
  heatUnits = shown;
  const families = Object.keys(known.families).filter((family) => !wanted.family || family === wanted.family);
  const narrow = document.getElementById("heat").clientWidth < 560;
  const left = narrow ? 104 : 190;
  const slanted = (document.getElementById("heat").clientWidth - left - 40) / Math.max(families.length, 1) < HEADING_WIDTH;
  const rows = Math.min(shown.length, SEEN_AT_ONCE);
  const data = shown.flatMap((unit, row) => families.flatMap((family, column) =>
    unit.families[family] ? [{ name: known.families[family], value: [column, row, unit.families[family]] }] : []));
  const scrolls = shown.length > SEEN_AT_ONCE;
  document.getElementById("slider-hint").hidden = !scrolls;
  document.getElementById("heat").style.height = `${Math.max(rows, 1) * ROW_HEIGHT + (slanted ? 140 : 100)}px`;
  heat.resize();
  heat.setOption({
    animation: false,
    backgroundColor: "transparent",
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily },
    tooltip: { formatter: tip, confine: true },
    grid: { left, right: scrolls ? 40 : slanted ? 34 : 8, top: slanted ? 78 : 34, bottom: 52 },
    xAxis: {
      type: "category", position: "top", data: families.map((family) => known.families[family]), axisLine: { show: false },
      axisLabel: { color: colour("--ink"), interval: 0, rotate: slanted ? 45 : 0, fontSize: 12 }, axisTick: { show: false },
    },
    yAxis: {
      type: "category", inverse: true, data: shown.map((unit) => unit.name), axisTick: { show: false }, axisLine: { show: false }, triggerEvent: true,
      axisLabel: { color: colour("--ink"), width: narrow ? 96 : 180, overflow: "truncate", interval: 0, fontSize: 12 },
    },
    visualMap: {
      type: "piecewise", pieces: bounds(), orient: "horizontal", left: "center", bottom: 0, itemGap: 6, itemWidth: 16,
      textStyle: { color: colour("--soft") }, selectedMode: false,
    },
    dataZoom: scrolls ? [
      { type: "slider", yAxisIndex: 0, startValue: 0, endValue: SEEN_AT_ONCE - 1, zoomLock: true, width: 16, right: 4, showDetail: false, brushSelect: false },
    ] : [],
    series: [{
      type: "heatmap", data, label: { show: true, color: colour("--heat-ink"), fontSize: 11, formatter: (point) => String(point.value[2]) },
      itemStyle: { borderColor: colour("--paper"), borderWidth: 2 }, emphasis: { itemStyle: { borderColor: colour("--ink") } },
    }],
  }, { notMerge: true });
}

heat.on("click", (event) => {
  const row = event.componentType === "series" ? event.value[1] : heatUnits.findIndex((unit) => unit.name === event.value);
  if (heatUnits[row]) openUnit(heatUnits[row]);
});
