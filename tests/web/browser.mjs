// Opens a self-contained page in Debian's Chromium, and does with it what a reader does.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { load } from './packages.mjs';

const { chromium } = (await load('playwright-core')).default;
const axe = (await load('axe-core')).default;

/** Where a program is, looked for like a shell does. */
function which(name) {
  const file = process.env.PATH.split(delimiter).map((folder) => join(folder, name)).find((path) => existsSync(path));
  if (file === undefined) throw new Error(`${name} is not installed`);
  return file;
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
               '--disable-component-update', '--disable-sync'];

/** A browser for any number of pages, closed after use(browser). */
export async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: which('chromium'), args: flags });
  try {
    return await use(browser);
  } finally {
    await browser.close();
  }
}

/** Waits until the page has stopped changing: figures are drawn some moments after it has loaded. */
async function settle(page) {
  for (let before, now = ''; before !== now;) {
    before = now;
    await page.waitForTimeout(200);
    now = await page.evaluate(() => document.body.innerHTML);
  }
}

/**
 * Opens a file from disk for use(page). Options: width, height, dark. Throws where the page puts an error or a warning
 * on the console, or asks for anything beside itself, be it while loading or while used.
 */
export async function withPage(browser, file, { width = 1440, height = 900, dark = false } = {}, use) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce', locale: 'en-GB',
    timezoneId: 'UTC',
  });
  const address = pathToFileURL(resolve(file)).href;
  const complaints = [];
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    page.on('console', (message) => {
      const type = message.type();
      if (type === 'error' || type === 'warning') complaints.push(`console ${type}: ${message.text()}`);
    });
    page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
    page.on('request', (request) => {
      const url = request.url().replace(/#.*/s, '');
      if (url !== address && !/^(data|blob):/.test(url)) complaints.push(`asks for ${url}`);
    });
    await page.goto(address);
    await settle(page);
    const result = await use(page);
    if (complaints.length > 0) throw new Error(complaints.join('\n  '));
    return result;
  } catch (error) {
    // What the page complained of explains better than the step that failed because of it.
    throw complaints.length > 0 ? new Error(complaints.join('\n  '), { cause: error }) : error;
  } finally {
    await context.close();
  }
}

/** Puts a picture of the whole page into FOLDER/NAME.png. */
export async function screenshot(page, folder, name) {
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Points at a mark of a figure, and gives the text of the tooltip that comes. */
export async function tooltipOver(page, mark) {
  await page.locator(mark).first().hover();
  const tooltip = page.locator('#vg-tooltip-element.visible');
  await tooltip.waitFor();
  return tooltip.innerText();
}

/** Presses what starts a download: {name, bytes}. */
export async function download(page, button) {
  const [started] = await Promise.all([page.waitForEvent('download'), page.locator(button).first().click()]);
  return { name: started.suggestedFilename(), bytes: readFileSync(await started.path()) };
}

/** Throws where the page is wider than the window, naming what sticks out. */
export async function checkWidth(page) {
  const { wide, window, culprits } = await page.evaluate(() => {
    const root = document.documentElement;
    const out = [...document.body.querySelectorAll('*')].filter(
      (element) => !element.ownerSVGElement && element.getBoundingClientRect().right > root.clientWidth + 1);
    return { wide: root.scrollWidth, window: root.clientWidth,
             culprits: out.slice(0, 5).map((element) => element.cloneNode(false).outerHTML.slice(0, 120)) };
  });
  if (wide > window) throw new Error(`${wide} pixels wide in a window of ${window}: ${culprits.join(' ')}`);
}

/** Throws where axe finds what makes the page hard or impossible to use for some; gives its lesser findings. */
export async function checkAccessibility(page) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const found = await window.axe.run(document, { preload: false, resultTypes: ['violations'] });
    const place = ({ target, html }) => `${target.join(' ')} ${html.slice(0, 120)}`;
    return found.violations.map(({ id, impact, help, nodes }) => (
      { id, impact, help, where: nodes.slice(0, 3).map(place) }));
  });
  const say = ({ id, impact, help, where }) => `${impact}: ${help} (${id})\n    ${where.join('\n    ')}`;
  const bad = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  if (bad.length > 0) throw new Error(bad.map(say).join('\n  '));
  return violations.map(say);
}
