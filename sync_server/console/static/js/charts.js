/* Draws each table of the page as the chart that its section names: line, bar or stack. The
   tables say the same; without script there is no chart and nothing is lost. */
(function () {
  "use strict";

  if (!window.echarts) { return; }
  var INKS = ["#17393d", "#b7791f", "#b4453a", "#3f7f6b"];
  var PATTERNS = ["solid", "dashed", "dotted", "solid"];
  var family = window.getComputedStyle(document.body).fontFamily;

  function all(within, selector) {
    return Array.prototype.slice.call(within.querySelectorAll(selector));
  }

  function lineOf(name, values, number) {
    return {
      name: name, type: "line", data: values, symbolSize: 7,
      symbol: ["circle", "rect", "triangle", "diamond"][number],
      lineStyle: { width: 2, type: PATTERNS[number] }
    };
  }

  function barOf(name, values, stack) {
    return {
      name: name, type: "bar", data: values, stack: stack, barMaxWidth: 22,
      label: {
        show: true, position: stack ? "inside" : "right",
        color: stack && name === "到过" ? "#fff" : "#33403f",
        formatter: function (bar) { return bar.value ? String(bar.value) : ""; }
      }
    };
  }

  function optionOf(kind, names, series) {
    var across = kind !== "line";
    var named = { type: "category", data: names, inverse: across, axisLabel: { overflow: "truncate", width: across ? 150 : 80 } };
    var counted = { type: "value", min: 0, minInterval: 1 };
    return {
      /* No tooltip: it would write styles into the page, which the page's policy forbids. */
      animation: false,
      color: kind === "stack" ? ["#17393d", "#c9d4d0"] : INKS,
      textStyle: { fontFamily: family },
      legend: { top: 0, right: 8, data: series.map(function (each) { return each.name; }) },
      grid: { left: 8, right: 30, top: 34, bottom: 4, containLabel: true },
      xAxis: across ? counted : named,
      yAxis: across ? named : counted,
      series: series
    };
  }

  all(document, "[data-chart]").forEach(function (section) {
    var place = section.querySelector(".chart-place");
    var kind = section.getAttribute("data-chart");
    var rows = all(section, "tbody tr");
    if (!place || !rows.length) { return; }
    var names = rows.map(function (row) { return row.querySelector("th").textContent; });
    var series = all(section, "[data-series]").map(function (head, number) {
      var values = rows.map(function (row) {
        return Number(all(row, "[data-value]")[number].getAttribute("data-value"));
      });
      var name = head.textContent;
      return kind === "line" ? lineOf(name, values, number) : barOf(name, values, kind === "stack" ? "all" : undefined);
    });
    place.hidden = false;
    var chart = window.echarts.init(place, null, { renderer: "canvas" });
    chart.setOption(optionOf(kind, names, series));
    window.addEventListener("resize", function () { chart.resize(); });
  });
}());
