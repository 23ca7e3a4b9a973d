// What tests of the report rest on: libraries inlined in a page from disk draw under a strict content security policy,
// and the checks of a page find what they look for.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';

import { checkAccessibility, checkWidth, download, screenshot, tooltipOver, withBrowser,
         withPage } from './browser.mjs';
import { inProject } from './packages.mjs';

const folder = mkdtempSync(join(tmpdir(), 'gapcalc-page-'));

/** Writes the fixture with the libraries in it, and something more: its path. */
function pageWith({ style = '', script = '' } = {}) {
  const libraries = ['vega', 'vega-lite', 'vega-embed']
    .map((name) => readFileSync(inProject(`web/node_modules/${name}/build/${name}.min.js`), 'utf8'))
    .map((code) => `<script>${code.replace(/\n\/\/# sourceMappingURL=.*\s*$/, '\n')}</script>`);
  const page = readFileSync(inProject('tests/web/fixtures/page.html'), 'utf8')
    .replace('<!-- libraries -->', () => libraries.join('\n'))
    .replace('/* more style */', () => style)
    .replace('/* more script */', () => script);
  const file = join(folder, 'page.html');
  writeFileSync(file, page);
  return file;
}

const point = '#figure .mark-symbol path';

await withBrowser(async (browser) => {
  await test('a figure is drawn, a tooltip shows data as text, a download has its bytes', async () => {
    await withPage(browser, pageWith(), { width: 390, dark: true }, async (page) => {
      const tooltip = await tooltipOver(page, point);
      assert.match(tooltip, /<script>alert\(1\)<\/script>/);
      assert.match(tooltip, /90/);
      const { name, bytes } = await download(page, '#csv');
      assert.deepEqual([name, bytes.toString()], ['gaps.csv', 'model,gap\nA,3\n']);
      await checkWidth(page);
      assert.deepEqual(await checkAccessibility(page), []);
      await screenshot(page, folder, 'page');
      assert.ok(statSync(join(folder, 'page.png')).size > 1000);
    });
  });

  const fails = (parts, pattern, use = async () => {}) =>
    assert.rejects(withPage(browser, pageWith(parts), { width: 390 }, use), pattern);

  await test('a word on the console is a failure, and so is an error nobody catches', async () => {
    await fails({ script: 'console.warn("hm");' }, /console warning: hm/);
    await fails({ script: 'setTimeout(() => { throw new Error("oh"); });' }, /uncaught: oh/);
  });

  await test('a page that asks for something else is a failure', async () => {
    await fails({ script: 'new Image().src = "http://127.0.0.1:9/picture.png";' }, /Content Security Policy|asks for/);
    await fails({ script: 'location.href = "other.html";' }, /asks for .*other.html/);
  });

  await test('a page that is too wide is a failure, which names what sticks out', async () => {
    await fails({ style: 'button { width: 500px; }' }, /516 pixels wide in a window of 390: <button id="csv"/,
                checkWidth);
  });

  await test('a page that is hard to read is a failure', async () => {
    await fails({ style: 'button { color: #ccc; background: #fff; }' }, /color-contrast/, checkAccessibility);
  });
});
rmSync(folder, { recursive: true });
