// Opens the page that `gapcalc report` makes, and does with it what a reader does: report_test.mjs PROGRAM.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import test from 'node:test';

import { checkAccessibility, checkWidth, download, tooltipOver, withBrowser, withPage } from './browser.mjs';
import { inProject } from './packages.mjs';

const program = resolve(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'gapcalc-report-'));
const gapcalc = (...args) => execFileSync(program, args, { maxBuffer: 1 << 26 });

/** Makes the report of an input: its path. */
function reportOf(name, ...args) {
  const file = join(folder, `${name}.html`);
  gapcalc('report', ...args, '-o', file);
  return file;
}

const evil = '</script><script>window.hacked = 1</script><img src=x onerror="window.hacked = 1">';

/** Records whose every text is markup. */
function hostileInput() {
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const rows = ['benchmark,model,organization,country,accessibility,release_date,score,score_se,source,relationship'];
  for (let i = 0; i < 12; ++i) {
    for (const [access, month] of [['API access', '01'], ['Open weights (unrestricted)', '07']])
      rows.push([`b${i % 4}${evil}`, `m${i} ${access} ${evil}`, evil, evil, access, `20${10 + i}-${month}-01`,
                 String(0.3 + 0.05 * i), '', evil, ''].map(quoted).join(','));
  }
  rows.push(`"b1${evil}","${'x' + evil.replaceAll('"', '""')}",,,API access,2020-01-01,"${evil.replaceAll('"', '""')}",,,`);
  const file = join(folder, 'hostile.csv');
  writeFileSync(file, `${rows.join('\n')}\n`);
  return file;
}

const data = inProject('data');
const main = reportOf('main', data);
const plot = (id) => `.plot[data-figure="${id}"]`;
const drawn = (page, id) => page.locator(`${plot(id)} svg`).waitFor();
const count = (page, selector) => page.locator(selector).count();

/** Opens every timeline, and waits until all figures are there. */
async function openAll(page) {
  for (const summary of await page.locator('details.timeline > summary').all()) await summary.click();
  for (const one of await page.locator('.plot').all()) await one.locator('svg').waitFor();
}

await withBrowser(async (browser) => {
  await test('all figures are drawn with their marks', async () => {
    await withPage(browser, main, {}, async (page) => {
      for (const id of ['trend', 'by-category', 'by-provenance', 'frontiers', 'coverage']) await drawn(page, id);
      assert.ok(await count(page, `${plot('trend')} .mark-symbol path`) > 90, 'gaps');
      assert.ok(await count(page, `${plot('trend')} .mark-area path`) >= 2, 'bands');
      assert.ok(await count(page, `${plot('by-category')} .mark-line path`) >= 3, 'levels');
      assert.ok(await count(page, `${plot('frontiers')} .mark-line path`) >= 30, 'steps');
      assert.ok(await count(page, `${plot('coverage')} .mark-rect path`) >= 30, 'bars');
      for (const svg of await page.locator('.plot svg').all()) {
        assert.equal(await svg.getAttribute('role'), 'img');
        assert.ok((await svg.getAttribute('aria-label')).length > 40);
      }
    });
  });

  await test('pointing at a mark tells what is behind it', async () => {
    await withPage(browser, main, {}, async (page) => {
      const text = await tooltipOver(page, `${plot('trend')} .mark-symbol path[d^="M0,-"]`);
      for (const word of ['benchmark', 'threshold', 'first closed', 'first open', 'source', 'reason'])
        assert.ok(text.includes(word), `${word} in: ${text}`);
    });
  });

  await test('a click opens a timeline and draws it, and so does a link to it', async () => {
    await withPage(browser, main, {}, async (page) => {
      assert.equal(await count(page, `${plot('timeline-1')} svg`), 0);
      await page.locator('#timeline-1 > summary').click();
      await drawn(page, 'timeline-1');
      assert.ok(await count(page, `${plot('timeline-1')} .mark-rule line`) > 10);
      await page.locator('a[href="#timeline-2"]').click();
      await drawn(page, 'timeline-2');
    });
  });

  await test('downloads have the bytes of analyze --format csv', async () => {
    await withPage(browser, main, {}, async (page) => {
      for (const table of ['datapoints', 'crossings', 'trends', 'benchmarks', 'excluded']) {
        const button = `button[data-csv="${table}"]:visible`;
        if (table === 'crossings') await page.locator('#frontiers').scrollIntoViewIfNeeded();
        if (await count(page, button) === 0) continue;  // nothing was excluded
        const { name, bytes } = await download(page, button);
        assert.equal(name, `${table}.csv`);
        const wanted = gapcalc('analyze', data, '--by', 'access,category,provenance', '--format', 'csv', '--table', table);
        assert.ok(bytes.equals(wanted), table);
      }
    });
  });

  await test('check boxes choose lines and benchmarks, by keyboard too', async () => {
    await withPage(browser, main, {}, async (page) => {
      await drawn(page, 'trend');
      const lines = () => count(page, `${plot('trend')} .mark-line path`);
      const marks = () => count(page, `${plot('trend')} .mark-symbol path`);
      const before = { lines: await lines(), marks: await marks() };
      await page.locator('.controls[data-for="trend"] input[value="private"]').focus();
      await page.keyboard.press('Space');
      await page.waitForFunction(([selector, n]) => document.querySelectorAll(selector).length < n,
                                 [`${plot('trend')} .mark-line path`, before.lines]);
      await page.locator('.controls[data-for="trend"] summary').click();
      await page.locator('.controls[data-for="trend"] [data-pick="none"]').click();
      await page.waitForFunction(([selector, n]) => document.querySelectorAll(selector).length < n,
                                 [`${plot('trend')} .mark-symbol path`, before.marks - 100]);
      await page.locator('.controls[data-for="trend"] [data-pick="all"]').click();
      await page.locator('.controls[data-for="trend"] input[value="private"]').click();
      await page.waitForFunction(([selector, n]) => document.querySelectorAll(selector).length === n,
                                 [`${plot('trend')} .mark-symbol path`, before.marks]);
    });
  });

  await test('the theme can be changed, and is remembered', async () => {
    await withPage(browser, main, {}, async (page) => {
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(await paper(), 'rgb(255, 255, 255)');
      await page.getByRole('button', { name: 'Dark theme' }).click();
      const dark = await paper();
      assert.notEqual(dark, 'rgb(255, 255, 255)');
      await page.reload();
      assert.equal(await paper(), dark);
      await page.getByRole('button', { name: 'Light theme' }).click();
    });
  });

  for (const width of [390, 1440]) {
    for (const dark of [false, true]) {
      await test(`everything open, the page fits ${width} pixels and is accessible, ${dark ? 'dark' : 'light'}`, async () => {
        await withPage(browser, main, { width, dark }, async (page) => {
          await openAll(page);
          await checkWidth(page);
          assert.deepEqual(await checkAccessibility(page), []);
        });
      });
    }
  }

  await test('with --correct, both of its sections are drawn, fit and are accessible', async () => {
    const input = join(folder, 'untested');  // on two benchmarks one closed model was not
    cpSync(inProject('tests/golden/fixtures/index'), input, { recursive: true });
    for (const name of ['gpqa_diamond.csv', 'math_level_5.csv']) {
      const rows = readFileSync(join(input, name), 'utf8').split('\n');
      writeFileSync(join(input, name), rows.filter((row) => !row.includes('aurora-3')).join('\n'));
    }
    const corrected = reportOf('corrected', input, '--correct', '--draws', '50', '--benchmarks', 'all');
    for (const [width, dark] of [[390, true], [1440, false]]) {
      await withPage(browser, corrected, { width, dark }, async (page) => {
        for (const id of ['index', 'correction', 'missing-tests']) await drawn(page, id);
        assert.ok(await count(page, `${plot('correction')} .mark-line path`) >= 4, 'levels');
        assert.ok(await count(page, `${plot('missing-tests')} .mark-rect path`) > 0, 'bars');
        for (const id of ['index', 'correction']) assert.equal(await count(page, `nav a[href="#${id}"]`), 1);
        await checkWidth(page);
        assert.deepEqual(await checkAccessibility(page), []);
      });
    }
  });

  await test('printing opens all and draws all', async () => {
    await withPage(browser, main, {}, async (page) => {
      await drawn(page, 'coverage');
      const pdf = await page.pdf({ format: 'A4' });
      assert.ok(pdf.length > 100_000);
      assert.equal(await count(page, '.plot svg'), await count(page, '.plot'));
      assert.equal(await count(page, 'details.timeline[open]'), 0);  // as it was before
    });
  });

  await test('markup in names is shown as text, in tables, figures and tooltips', async () => {
    const input = hostileInput();
    await withPage(browser, reportOf('hostile', input), { width: 390 }, async (page) => {
      await openAll(page);
      await checkWidth(page);
      const tooltip = await tooltipOver(page, `${plot('trend')} .mark-symbol path[d^="M0,-"], ${plot('trend')} .mark-symbol path`);
      const timeline = await tooltipOver(page, `${plot('timeline-1')} .mark-symbol path`);
      const table = await page.locator('#timeline-1 table').textContent();
      for (const text of [timeline, table, await page.locator('#benchmarks table').textContent()])
        assert.ok(text.includes(evil), text.slice(0, 300));
      assert.ok(!tooltip.includes('&lt;'));
      assert.equal(await count(page, 'img'), 0);
      assert.equal(await page.evaluate(() => window.hacked), undefined);
      const { bytes } = await download(page, 'button[data-csv="excluded"]:visible');
      assert.ok(bytes.equals(gapcalc('analyze', input, '--format', 'csv', '--table', 'excluded')));
    });
  });
});
rmSync(folder, { recursive: true });
