// Looks at a page as readers see it: page.mjs [--screenshots FOLDER] FILE. On a phone and on a desk, dark and light: no
// complaint of the browser, nothing fetched, nothing too wide, accessible. Exits 1 if not, saying why.
import { basename } from 'node:path';
import { parseArgs } from 'node:util';

import { checkAccessibility, checkWidth, screenshot, withBrowser, withPage } from './browser.mjs';

const { values, positionals } = parseArgs({ options: { screenshots: { type: 'string' } }, allowPositionals: true });
if (positionals.length !== 1) {
  console.error('page.mjs [--screenshots FOLDER] FILE');
  process.exit(2);
}
const [file] = positionals;
await withBrowser(async (browser) => {
  for (const width of [390, 1440]) {
    for (const dark of [false, true]) {
      const view = `${width}-${dark ? 'dark' : 'light'}`;
      try {
        await withPage(browser, file, { width, dark }, async (page) => {
          if (values.screenshots) await screenshot(page, values.screenshots, `${basename(file, '.html')}-${view}`);
          await checkWidth(page);
          const lesser = await checkAccessibility(page);
          console.log([`${view}: fine`, ...lesser].join('\n  '));
        });
      } catch (error) {
        console.error(`${file} at ${view}:\n  ${error.message}`);
        process.exitCode = 1;
      }
    }
  }
});
