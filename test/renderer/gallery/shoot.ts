import { mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { inspect, isNarrow, openBrowser, openPage } from './inspect.ts';
import { buildGallery, serveGallery } from './serve.ts';
import { galleryStates } from './states.ts';

/**
 * Pictures of every state in both languages and themes into out/gallery, to be looked at one by one, with what axe and
 * the browser's console have to say; exits 1 when they have something to say.
 *
 *   node test/renderer/gallery/shoot.ts [--only one,long] [--lang fa] [--theme light] [--no-build]
 */
const options = process.argv.slice(2);
const states = valueOf('--only')?.split(',') ?? Object.keys(galleryStates('fa'));
const languages = (['fa', 'en'] as const).filter((each) => (valueOf('--lang') ?? each) === each);
const themes = (['light', 'dark'] as const).filter((each) => (valueOf('--theme') ?? each) === each);
const pictures = fileURLToPath(new URL('../../../out/gallery', import.meta.url));

await mkdir(pictures, { recursive: true });
if (!options.includes('--no-build')) await buildGallery();
const site = await serveGallery();
const browser = await openBrowser();
const wide = await openPage(browser, false);
const narrow = await openPage(browser, true);
let wrong = 0;
for (const language of languages) {
  for (const theme of themes) {
    for (const state of states) {
      const page = isNarrow(state) ? narrow : wide;
      const found = await inspect(page, site.url, { state, language, theme });
      await page.screenshot({ path: `${pictures}/${state}-${language}-${theme}.png` });
      for (const each of found) process.stdout.write(`${state}-${language}-${theme}: ${each}\n`);
      wrong += found.length;
    }
  }
}
await browser.close();
await site.stop();
process.stdout.write(`${wrong} wrong\n`);
process.exitCode = wrong === 0 ? 0 : 1;

function valueOf(name: string): string | undefined {
  const at = options.indexOf(name);
  return at === -1 ? undefined : options[at + 1];
}
