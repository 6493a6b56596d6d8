/* Draws the coefficients of the table as bars, this year's beside last year's. The table says
   the same; without script, or without numbers in it, there is no chart. */
(function () {
  "use strict";

  var place = document.getElementById("chart");
  var rows = document.querySelectorAll("#coefficients tr[data-now]");
  if (!place || !rows.length || !window.echarts) { return; }

  function each(name) {
    return Array.prototype.map.call(rows, function (row) {
      var text = row.getAttribute(name);
      return name === "data-title" ? text : text === null ? null : Number(text);
    });
  }

  place.hidden = false;
  /* No tooltip: it would write styles into the page, which the page's policy forbids. */
  var chart = window.echarts.init(place, null, { renderer: "canvas" });
  chart.setOption({
    animation: false,
    color: ["#17393d", "#9db0ab"],
    textStyle: { fontFamily: window.getComputedStyle(document.body).fontFamily },
    legend: { data: ["本年", "上年"], right: 8, top: 0 },
    grid: { left: 8, right: 40, top: 28, bottom: 4, containLabel: true },
    xAxis: { type: "value", min: 0 },
    yAxis: {
      type: "category", inverse: true, data: each("data-title"),
      axisLabel: { width: Math.min(230, place.clientWidth * 0.42), overflow: "truncate" }
    },
    series: [
      {
        name: "本年", type: "bar", data: each("data-now"),
        label: {
          show: true, position: "right",
          formatter: function (bar) { return bar.value.toFixed(4); }
        }
      },
      { name: "上年", type: "bar", data: each("data-before") }
    ]
  });
  window.addEventListener("resize", function () { chart.resize(); });
}());
