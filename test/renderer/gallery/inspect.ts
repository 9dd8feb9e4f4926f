import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from '@playwright/test';
import { findTestBrowser } from '../../../build/browser.ts';
import { galleryStates } from './states.ts';

export type Look = {
  readonly state: string;
  readonly language: 'fa' | 'en';
  readonly theme: 'light' | 'dark';
};

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await findTestBrowser());
}

/** A page as wide as the state asks for: 1366×768, or docked at 380. */
export async function openPage(browser: Browser, narrow: boolean): Promise<Page> {
  return browser.newPage({
    viewport: narrow ? { width: 380, height: 768 } : { width: 1366, height: 768 },
    reducedMotion: 'reduce',
  });
}

export function isNarrow(state: string): boolean {
  return state.startsWith('narrow');
}

/** Shows one state, and answers everything that is wrong with it: console, axe, and what is off the screen. */
export async function inspect(page: Page, url: string, { state, language, theme }: Look): Promise<string[]> {
  const said: string[] = [];
  const listen = (message: { type(): string; text(): string }) => {
    if (message.type() === 'error' || message.type() === 'warning') said.push(message.text());
  };
  const fail = (error: Error) => said.push(error.message);
  page.on('console', listen);
  page.on('pageerror', fail);
  await page.goto(`${url}?state=${state}&lang=${language}&theme=${theme}`);
  await page.locator(`html[data-theme="${theme}"][lang="${language}"] :is(main, dialog)`).first().waitFor();
  if (galleryStates(language)[state]?.dialog !== undefined) await page.locator('dialog[open]').waitFor();
  if (state === 'find') {
    await page.keyboard.type('a');
    await page.locator('dialog li[role="option"]').first().waitFor();
  }
  await page.evaluate(() => document.fonts.ready);
  await settle(page);
  const wrong = [...(isNarrow(state) ? [] : await outside(page)), ...(await violations(page))];
  page.off('console', listen);
  page.off('pageerror', fail);
  return [...said, ...wrong];
}

/** Lets what was begun come to the glass: lazy parts, focus, two frames. */
async function settle(page: Page): Promise<void> {
  await page.locator('[aria-busy="true"]').waitFor({ state: 'detached' });
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
      }),
  );
}

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    type Found = { id: string; nodes: { html: string; failureSummary?: string }[] };
    const { axe } = window as unknown as {
      axe: { run: (options: unknown) => Promise<{ violations: Found[] }> };
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

/** What the first two seconds need must stand on the screen without scrolling, above the status line. */
async function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const needed =
      '.head, .red-line, .how, .reasons, .last-next, .value, .note__field, .outcomes, .note__foot';
    const floor = document.querySelector('.status')?.getBoundingClientRect().top ?? window.innerHeight;
    return [...document.querySelectorAll(`[data-call-id] :is(${needed})`)]
      .filter((part) => {
        const { top, bottom, left, right } = part.getBoundingClientRect();
        return top < 0 || bottom > floor || left < 0 || right > window.innerWidth;
      })
      .map((part) => `off the screen: ${part.className} ends at ${part.getBoundingClientRect().bottom}`);
  });
}
