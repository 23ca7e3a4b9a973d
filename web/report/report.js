// What the page does beyond standing there: draws its figures, saves its tables, keeps the theme.
'use strict';
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = (id) => JSON.parse(document.getElementById(id).textContent);

  // Colours of the specs, and what the style sheet calls them: a change of theme needs no new drawing.
  const colours = {
    '#0072B2': '--public', '#D55E00': '--private', '#555555': '--all', '#4d4d4d': '--all', '#767676': '--muted', '#333333': '--ink',
    '#000000': '--ink', '#6b6b6b': '--bar', '#8a8a8a': '--line', '#aaaaaa': '--line', '#dddddd': '--grid',
  };
  const narrow = 600; // pixels: below it, legends go under the figure and names beside bars into tooltips

  let texts; // of all figures

  /** The rows of a dataset that came in columns; the program's report_data.hpp says how. */
  function rowsOf({ n, columns }) {
    texts ??= data('texts');
    const value = (column, i) => ('all' in column ? column.all : 'of' in column ? texts[column.of[i]] : column[i]);
    const row = (_, i) => Object.fromEntries(Object.entries(columns).map(([field, column]) => [field, value(column, i)]));
    return Array.from({ length: n }, row);
  }

  /** The spec with the colours of the theme. */
  function themed(value) {
    if (typeof value === 'string') return Object.hasOwn(colours, value) ? `var(${colours[value]})` : value;
    if (Array.isArray(value)) return value.map(themed);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === 'datasets' ? inner : themed(inner)]));
  }

  /** Calls visit for every view of a spec, the inner ones included. */
  function eachView(view, visit) {
    visit(view);
    for (const inner of [...(view.layer ?? []), ...(view.concat ?? []), ...(view.vconcat ?? [])]) eachView(inner, visit);
  }

  /** One view, or several on top of each other: as wide as the room. */
  function fitOne(spec, width) {
    const small = width < narrow;
    if (spec.height.step) spec.height = Math.max(2, spec.datasets.crossings.length) * spec.height.step; // fits only so
    spec.width = width;
    spec.autosize = { type: 'fit-x', contains: 'padding' };
    const ticks = { format: '%b %Y', tickCount: Math.round(width / 110), labelOverlap: true };
    eachView(spec, (view) => { if (view.encoding?.x?.type === 'temporal') view.encoding.x.axis = ticks; });
    if (!small) return;
    spec.config.legend = { ...spec.config.legend, orient: 'bottom', direction: 'vertical', columns: 2,
                           layout: { bottom: { direction: 'vertical', margin: 8 } } };
    // Names find no room: tooltips and the table have them.
    const crowded = ({ data, encoding }) => data?.name === 'domain' || /name$/.test(encoding?.text?.field) ||
      encoding?.x2?.field === 'label_date';
    if (spec.layer) spec.layer = spec.layer.filter((view) => !crowded(view));
  }

  /** Small figures of one size, in as many columns as there is room for. */
  function fitMany(spec, width) {
    spec.columns = Math.max(1, Math.floor(width / 290));
    for (const view of spec.concat) view.width = Math.floor(width / spec.columns) - 72;
  }

  /** Bars below each other; names stand to their left, numbers to their right. */
  function fitBars(spec, width) {
    const small = width < narrow;
    for (const view of spec.vconcat) view.width = width - (small ? 225 : 260);
    if (!small) return;
    eachView(spec, ({ title, encoding }) => {
      if (title) Object.assign(title, { frame: 'bounds', fontSize: 11 });
      if (encoding?.y?.axis?.labelLimit) encoding.y.axis.labelLimit = 110;
      if (encoding?.color?.legend?.columns) encoding.color.legend.columns = 2;
    });
  }

  /** Makes the figure as wide as the room for it. Heading and caption say what the title says. */
  function fit(spec, width) {
    delete spec.title;
    spec.padding = { left: 2, right: 4, top: 5, bottom: 5 };
    if (spec.concat) fitMany(spec, width);
    else if (spec.vconcat) fitBars(spec, width);
    else fitOne(spec, width);
  }

  /** Leaves out what the reader does not want to see. Colours stay those of the whole. */
  function filter(spec, wanted) {
    const benchmarks = new Set([...(spec.datasets.gaps ?? []), ...(spec.datasets.still_open ?? [])].map((row) => row.benchmark));
    const keep = (row) => Object.entries(wanted).every(([field, values]) => !(field in row) || values.has(row[field]));
    for (const [name, rows] of Object.entries(spec.datasets)) spec.datasets[name] = rows.filter(keep);
    eachView(spec, (view) => {
      const colour = view.encoding?.color;
      if (!(colour?.field in wanted)) return;
      if (colour.field === 'benchmark') colour.scale.domain = [...benchmarks];
      const shown = colour.scale.domain.filter((value) => wanted[colour.field].has(value));
      colour.legend = shown.length > 0 ? { ...colour.legend, values: shown } : null;
    });
  }

  /** Leaves out layers without rows, whose missing extent Vega would warn of. What can be picked stays with the others. */
  function prune(view, datasets) {
    const full = (inner) => !(inner.data?.name in datasets) || datasets[inner.data.name].length > 0;
    if (!view.layer) return full(view);
    const params = view.layer.filter((inner) => !full(inner)).flatMap((inner) => inner.params ?? []);
    view.layer = view.layer.filter((inner) => prune(inner, datasets));
    if (params.length > 0 && view.layer.length > 0) view.layer[0].params = [...(view.layer[0].params ?? []), ...params];
    return view.layer.length > 0 && full(view);
  }

  /** What is checked in the controls of a figure: {field: values}; empty where all is. */
  function wanted(id) {
    const boxes = all(`.controls[data-for="${id}"] input`);
    const result = {};
    if (boxes.every((box) => box.checked)) return result;
    for (const box of boxes) result[box.dataset.field] ??= new Set();
    for (const box of boxes) if (box.checked) result[box.dataset.field].add(box.value);
    return result;
  }

  function specOf(plot) {
    const id = plot.dataset.figure;
    const spec = data(`spec-${id}`);
    if (plot.dataset.same) spec.datasets = { ...data(`spec-${plot.dataset.same}`).datasets, ...spec.datasets };
    for (const [name, columns] of Object.entries(spec.datasets)) spec.datasets[name] = rowsOf(columns);
    const picked = wanted(id);
    if (Object.keys(picked).length > 0) filter(spec, picked);
    prune(spec, spec.datasets);
    fit(spec, Math.max(260, plot.clientWidth));
    const text = { labelColor: 'var(--ink)', titleColor: 'var(--ink)' };
    const { axis, legend } = spec.config;
    Object.assign(spec.config, { background: null, aria: false, axis: { ...axis, ...text }, legend: { ...legend, ...text },
                                 title: { ...spec.config.title, color: 'var(--ink)' } });
    return themed(spec);
  }

  const drawn = new WeakMap(); // plot -> {view, width}
  let queue = Promise.resolve(); // one drawing at a time
  const drawNext = (plot) => { queue = queue.then(() => draw(plot)).catch((error) => console.error(error)); };

  async function draw(plot) {
    drawn.get(plot)?.view?.finalize();
    drawn.set(plot, { width: plot.clientWidth });
    const spec = specOf(plot);
    const options = { renderer: 'svg', actions: false, ast: true, defaultStyle: false,
                      tooltip: { disableDefaultStyle: true, theme: 'page' } };
    const { view } = await vegaEmbed(plot, spec, options);
    drawn.set(plot, { view, width: plot.clientWidth });
    const svg = plot.querySelector('svg');
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', spec.description);
    for (const part of svg.children) part.setAttribute('aria-hidden', 'true'); // marks by the hundred: the table is better
  }

  const visible = (plot) => plot.closest('details:not([open])') === null;
  const stale = (plot) => visible(plot) && Math.abs((drawn.get(plot)?.width ?? 0) - plot.clientWidth) > 4;

  const drawStale = () => { for (const plot of all('.plot')) if (stale(plot)) drawNext(plot); };

  function saveCsv(name) {
    const content = data(`csv-${name}`);
    const bytes = typeof content === 'string' ? content : Uint8Array.from(atob(content.base64), (c) => c.charCodeAt(0));
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bytes], { type: 'text/csv' }));
    link.download = `${name}.csv`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000); // a download may start later than the click
  }

  function setUpTheme() {
    const button = document.getElementById('theme');
    const root = document.documentElement;
    const system = matchMedia('(prefers-color-scheme: dark)');
    const dark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';
    const label = () => { button.textContent = dark() ? 'Light theme' : 'Dark theme'; };
    button.addEventListener('click', () => {
      root.dataset.theme = dark() ? 'light' : 'dark';
      try { localStorage.setItem('gapcalc-theme', root.dataset.theme); } catch { /* no storage: for this visit only */ }
      label();
    });
    system.addEventListener('change', label);
    label();
    button.hidden = false;
  }

  /** A link to a timeline opens it. */
  function openTarget() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target?.tagName !== 'DETAILS') return;
    target.open = true;
    target.scrollIntoView();
  }

  function setUpPrinting() {
    let closed = [];
    addEventListener('beforeprint', () => {
      closed = all('main details:not([open])').filter((one) => !one.closest('.controls'));
      for (const one of closed) one.open = true;
      if (window.vegaEmbed) for (const plot of all('.plot')) if (!drawn.has(plot)) drawNext(plot);
    });
    addEventListener('afterprint', () => { for (const one of closed) one.open = false; });
  }

  function setUpFigures() {
    for (const one of all('details')) one.addEventListener('toggle', () => { if (one.open) drawStale(); });
    for (const controls of all('.controls')) {
      const plot = document.querySelector(`.plot[data-figure="${controls.dataset.for}"]`);
      controls.addEventListener('change', () => drawNext(plot));
      for (const button of all('[data-pick]', controls))
        button.addEventListener('click', () => {
          for (const box of all('input', button.closest('fieldset'))) box.checked = button.dataset.pick === 'all';
          drawNext(plot);
        });
      controls.hidden = false;
    }
    let timer;
    addEventListener('resize', () => { clearTimeout(timer); timer = setTimeout(drawStale, 150); });
    drawStale();
  }

  setUpTheme();
  setUpPrinting();
  for (const row of all('.downloads')) row.hidden = false;
  for (const button of all('[data-csv]')) button.addEventListener('click', () => saveCsv(button.dataset.csv));
  addEventListener('hashchange', openTarget);
  openTarget();
  if (window.vegaEmbed) setUpFigures();
})();
