// Renders Vega-Lite specs: render.mjs [--svg FOLDER] [FILE...]; without a file, standard input.
// Prints a line of JSON for each that renders without a warning; exits 1 if one does not, saying why.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';

import { render } from './figure.mjs';

const { values, positionals } = parseArgs({ options: { svg: { type: 'string' } }, allowPositionals: true });
for (const file of positionals.length > 0 ? positionals : ['-']) {
  try {
    const { svg, ...summary } = await render(readFileSync(file === '-' ? 0 : file, 'utf8'));
    console.log(JSON.stringify({ file, ...summary }));
    if (values.svg !== undefined) {
      mkdirSync(values.svg, { recursive: true });
      writeFileSync(join(values.svg, `${basename(file, '.json')}.svg`), svg);
    }
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
