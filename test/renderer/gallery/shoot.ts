import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { chromium, type Page } from '@playwright/test';
import { buildGallery, serveGallery } from './serve.ts';
import { galleryStates } from './states.ts';

/**
 * Pictures of every state in both languages and themes into out/gallery, and axe on each; exits 1 when axe or the
 * browser's console has something to say.
 *
 *   node test/renderer/gallery/shoot.ts [--only one,long] [--lang fa] [--theme light] [--no-build]
 */
const options = process.argv.slice(2);
const only = valueOf('--only')?.split(',');
const languages = valueOf('--lang') === undefined ? ['fa', 'en'] : [valueOf('--lang')];
const themes = valueOf('--theme') === undefined ? ['light', 'dark'] : [valueOf('--theme')];
const pictures = fileURLToPath(new URL('../../../out/gallery', import.meta.url));
const axePath = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

await mkdir(pictures, { recursive: true });
if (!options.includes('--no-build')) await buildGallery();
const site = await serveGallery();
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
  chromiumSandbox: false,
});
let wrong = 0;
for (const language of languages) {
  for (const theme of themes) {
    for (const state of only ?? Object.keys(galleryStates('fa'))) {
      wrong += await shoot(state, language ?? 'fa', theme ?? 'light');
    }
  }
}
await browser.close();
await site.stop();
process.stdout.write(`${wrong} wrong\n`);
process.exitCode = wrong === 0 ? 0 : 1;

async function shoot(state: string, language: string, theme: string): Promise<number> {
  const narrow = state.startsWith('narrow');
  const context = await browser.newContext({
    viewport: narrow ? { width: 380, height: 768 } : { width: 1366, height: 768 },
    // axe is added past the page's own policy; the page itself keeps it.
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const said: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  });
  page.on('pageerror', (error) => said.push(error.message));
  await page.goto(`${site.url}?state=${state}&lang=${language}&theme=${theme}`);
  const shown = await page
    .locator('main, dialog')
    .first()
    .waitFor({ timeout: 5_000 })
    .then(
      () => true,
      () => false,
    );
  if (!shown) said.push('nothing is shown');
  if (state === 'find') await page.keyboard.type('a');
  await page.waitForTimeout(250);
  await page.evaluate(() => document.fonts.ready);
  const name = `${state}-${language}-${theme}`;
  await page.screenshot({ path: `${pictures}/${name}.png` });
  const found = [...said, ...(shown ? [...(await outside(page, state)), ...(await violations(page))] : [])];
  for (const each of found) process.stdout.write(`${name}: ${each}\n`);
  await context.close();
  return found.length;
}

async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  await session.send('Page.setBypassCSP', { enabled: true });
  await page.reload();
  await page.locator('main, dialog').first().waitFor();
  await page.waitForTimeout(150);
  await page.addScriptTag({ path: axePath });
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: {
        run: (
          options: unknown,
        ) => Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
      };
    };
    const { violations: found } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.flatMap((each) =>
      each.nodes.map(
        (node) => `axe ${each.id}: ${node.html.slice(0, 160)} ${(node.failureSummary ?? '').slice(0, 200)}`,
      ),
    );
  });
}

/** What the first two seconds need must stand on the screen without scrolling. */
async function outside(page: Page, state: string): Promise<string[]> {
  if (state.startsWith('narrow')) return [];
  return page.evaluate(() => {
    const needed =
      '.head, .red-line, .how, .reasons, .last-next, .value, .note__field, .outcomes, .note__foot';
    return [...document.querySelectorAll(`[data-call-id] :is(${needed})`)]
      .filter((part) => {
        const { top, bottom, left, right } = part.getBoundingClientRect();
        return top < 0 || bottom > window.innerHeight - 30 || left < 0 || right > window.innerWidth;
      })
      .map((part) => `outside the screen: ${part.className} ends at ${part.getBoundingClientRect().bottom}`);
  });
}

function valueOf(name: string): string | undefined {
  const at = options.indexOf(name);
  return at === -1 ? undefined : options[at + 1];
}
