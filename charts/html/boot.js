(function () {
  var all = [];
  document.querySelectorAll('script[data-chart]').forEach(function (data) {
    var place = document.getElementById(data.getAttribute('data-chart'));
    var chart = echarts.init(place, null, {renderer: 'svg', locale: document.documentElement.lang === 'ja' ? 'JA' : 'EN'});
    chart.setOption(JSON.parse(data.textContent));
    all.push(chart);
  });
  function fit() { all.forEach(function (chart) { chart.resize(); }); }
  window.addEventListener('resize', fit);
  window.addEventListener('beforeprint', fit);
})();
