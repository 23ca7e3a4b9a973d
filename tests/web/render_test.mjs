// What the other tests of figures rest on, and every spec that the golden cases of the program hold.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';

import { render } from './figure.mjs';
import { inProject } from './packages.mjs';

const good = {
  $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
  title: 'Months behind',
  description: 'Two gaps and their level',
  data: { values: [{ date: '2024-01-31', gap: 3, model: '<b>A</b>' }, { date: '2025-01-31', gap: 6, model: 'B' }] },
  encoding: { x: { field: 'date', type: 'temporal' }, y: { field: 'gap', type: 'quantitative' } },
  layer: [{ mark: 'line' }, { mark: 'point', encoding: { tooltip: { field: 'model' } } }],
};
const changed = (change) => JSON.stringify({ ...good, ...change });

test('a spec is summed up by what it draws', async () => {
  const { svg, width, height, ...summary } = await render(JSON.stringify(good));
  assert.deepEqual(summary, { title: 'Months behind', description: 'Two gaps and their level',
                              marks: { line: 1, symbol: 2 }, tooltips: 2 });
  assert.ok(width > 200 && height > 200);
  assert.match(svg, /^<svg/);
});

test('a spec of another version is refused', async () => {
  await assert.rejects(render(changed({ $schema: 'https://vega.github.io/schema/vega-lite/v5.json' })), /v5.json/);
  await assert.rejects(render(changed({ $schema: undefined })), /undefined/);
});

test('a warning of Vega-Lite is a failure', async () => {
  await assert.rejects(render(changed({ encoding: { ...good.encoding, size: { field: 'model' } } })),
                       /Channel size/);
});

test('a warning of Vega is a failure', async () => {
  await assert.rejects(render(changed({ data: { values: [] } })), /Infinite extent/);
});

test('the Vega-Lite specs of the golden cases render', async (t) => {
  const golden = inProject('tests/golden');
  for (const command of readdirSync(golden, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const name of readdirSync(join(golden, command.name))) {
      const file = join(golden, command.name, name, 'stdout');
      const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
      if (!/^\{\s*"\$schema": ?"https:\/\/vega\.github\.io/.test(text)) continue;
      await t.test(`${command.name}/${name}`, async () => {
        const { marks } = await render(text);
        assert.ok(Object.values(marks).some((count) => count > 0), 'nothing is drawn');
      });
    }
  }
});
