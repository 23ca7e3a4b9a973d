// Renders a Vega-Lite spec without a screen, and says what is in the picture.
import { load } from './packages.mjs';

const vega = await load('vega');
const vegaLite = await load('vega-lite');

const schema = 'https://vega.github.io/schema/vega-lite/v6.json';

/** A logger of Vega that keeps what it is warned of. */
function listener(complaints) {
  const logger = vega.logger(vega.Warn);
  const keep = (...words) => {
    complaints.push(words.map((word) => word?.message ?? String(word)).join(' '));
    return logger;
  };
  return Object.assign(logger, { warn: keep, error: keep });
}

/** Calls visit for a mark of the scene graph and all marks in it: a group's items are pictures of their own. */
function eachMark(mark, visit) {
  visit(mark);
  if (mark.marktype === 'group')
    for (const picture of mark.items) for (const inner of picture.items) eachMark(inner, visit);
}

/** The title of the whole picture, null without one; parts of it, such as facets, have titles of their own. */
function titleOf(picture) {
  const title = picture.items.find((mark) => mark.role === 'title')?.items[0];
  const text = title?.items.find((mark) => mark.role === 'title-text').items[0].text;
  return text === undefined ? null : [text].flat().join(' ');
}

/** What was drawn. A line or an area counts as one however many points it has, other marks by their items. */
function summaryOf(root, complaints) {
  const marks = {};
  let tooltips = 0;
  eachMark(root, (mark) => {
    for (const item of mark.items)
      for (const place of ['x', 'y', 'x2', 'y2', 'width', 'height'])
        if (Number.isNaN(item[place]))
          complaints.push(`a ${mark.marktype} (${mark.role}) has no number as its ${place}`);
    if (mark.role !== 'mark') return;
    const one = mark.marktype === 'line' || mark.marktype === 'area';
    const count = one ? Math.min(1, mark.items.length) : mark.items.length;
    marks[mark.marktype] = (marks[mark.marktype] ?? 0) + count;
    tooltips += mark.items.filter((item) => item.tooltip !== undefined && item.tooltip !== null).length;
  });
  return { title: titleOf(root.items[0]), marks, tooltips };
}

/**
 * Renders the text of a spec: {title, description, width, height, marks: {type: count}, tooltips, svg}. Throws where it
 * is no Vega-Lite v6, or where Vega-Lite or Vega has so much as a warning about it.
 */
export async function render(text) {
  const spec = JSON.parse(text);
  if (spec.$schema !== schema) throw new Error(`$schema is ${JSON.stringify(spec.$schema)}, not ${schema}`);
  const complaints = [];
  const logger = listener(complaints);
  const compiled = vegaLite.compile(spec, { logger }).spec;
  const view = new vega.View(vega.parse(compiled, {}, { logger }), { renderer: 'none', logger });
  const svg = await view.toSVG();
  const drawn = summaryOf(view.scenegraph().root, complaints);
  view.finalize();
  if (complaints.length > 0) throw new Error([...new Set(complaints)].join('\n  '));
  const [width, height] = /<svg[^>]* width="(\d+)[^>]* height="(\d+)/.exec(svg).slice(1).map(Number);
  return { title: drawn.title, description: spec.description ?? null, width, height, marks: drawn.marks,
           tooltips: drawn.tooltips, svg };
}
