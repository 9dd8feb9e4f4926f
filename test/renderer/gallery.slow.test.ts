import type { Browser, Page } from '@playwright/test';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CallView } from '#shared/contract/calls.ts';
import { inspect, isNarrow, openBrowser, openPage } from './gallery/inspect.ts';
import { callWith, samples } from './gallery/sample-cards.ts';
import type { ScriptedClient } from './gallery/scripted-client.ts';
import { buildGallery, serveGallery } from './gallery/serve.ts';
import { galleryStates } from './gallery/states.ts';

declare global {
  interface Window {
    /** The scripted core behind the gallery's page. */
    readonly gallery: { readonly core: ScriptedClient };
  }
}

let browser: Browser;
let wide: Page;
let narrow: Page;
let site: Awaited<ReturnType<typeof serveGallery>>;

beforeAll(async () => {
  await buildGallery();
  site = await serveGallery();
  browser = await openBrowser();
  wide = await openPage(browser, false);
  narrow = await openPage(browser, true);
}, 120_000);

afterAll(async () => {
  await browser.close();
  await site.stop();
});

describe('Every state of the screens: nothing for axe, nothing in the console, nothing needed off the screen', () => {
  it.each(Object.keys(galleryStates('fa')))('%s', async (state) => {
    const page = isNarrow(state) ? narrow : wide;
    // Two of the four: each language and each theme once. `shoot.ts` inspects all four.
    expect(await inspect(page, site.url, { state, language: 'fa', theme: 'light' })).toEqual([]);
    expect(await inspect(page, site.url, { state, language: 'en', theme: 'dark' })).toEqual([]);
  });
});

describe('By keyboard alone', () => {
  beforeEach(async () => {
    await wide.goto('about:blank');
  });

  const { cards } = samples('en');
  const show = async (state: string) => {
    await wide.goto(`${site.url}?state=${state}&lang=en`);
    await wide.locator('main').first().waitFor();
  };
  const tell = (name: 'call.ringing' | 'call.changed', part: Partial<CallView>) =>
    wide.evaluate(([event, body]) => window.gallery.core.tell({ name: event, body }), [
      name,
      callWith(cards.one, part),
    ] as const);
  const asked = (name: string) =>
    wide.evaluate(
      (method) => window.gallery.core.asked.filter((each) => each.name === method).map((each) => each.input),
      name,
    );
  const focused = () =>
    wide.evaluate(
      () =>
        document.activeElement?.getAttribute('data-note') !== null &&
        document.activeElement !== document.body,
    );

  it('gives the note the focus on the answer, never on the ring', async () => {
    await show('idle');
    await tell('call.ringing', {});
    await wide.locator('[data-call-id]').waitFor();
    expect(await focused()).toBe(false);
    await tell('call.changed', { phase: 'answered', answeredAt: Date.UTC(2026, 10, 22, 7, 50) });
    await wide.locator('[data-note]:focus').waitFor();
    expect(await wide.evaluate(() => performance.getEntriesByName('card-painted:pbx·1·1').length)).toBe(1);
  });

  it('writes, chooses an outcome, saves, and takes it back', async () => {
    await show('one-ended');
    await wide.keyboard.press('Alt+KeyQ');
    await wide.keyboard.press('Control+KeyA');
    await wide.keyboard.type('agreed');
    await wide.keyboard.press('Alt+Digit4');
    await wide.keyboard.press('Control+Enter');
    await wide.getByText('Saved').waitFor();
    expect(await asked('calls.saveNote')).toEqual([
      { callId: 'pbx·1·1', customerId: 7, gist: 'agreed', outcome: 4 },
    ]);
    await wide.keyboard.press('Alt+KeyZ');
    await wide.getByText('Taken back').waitFor();
    expect(await asked('operations.undo')).toEqual([{ operationId: 501 }]);
  });

  it('says who speaks with one digit', async () => {
    await show('several');
    await wide.keyboard.press('Digit2');
    await expect.poll(() => asked('calls.confirmCaller')).toEqual([{ callId: 'pbx·1·1', customerId: 8 }]);
  });

  it('attaches a new number to a customer who is found', async () => {
    await show('none');
    await wide.keyboard.press('Alt+KeyA');
    await wide.locator('dialog input:focus').waitFor();
    await wide.keyboard.type('sot');
    await wide.locator('dialog li[role="option"]').first().waitFor();
    await wide.keyboard.press('ArrowDown');
    await wide.keyboard.press('Enter');
    await expect
      .poll(() => asked('customers.attachPhone'))
      .toEqual([{ customerId: 8, number: '+989121234567', callId: 'pbx·1·1' }]);
  });

  it('closes a dialog with Esc and leaves the call where it was', async () => {
    await show('one');
    await wide.keyboard.press('F1');
    await wide.locator('dialog').waitFor();
    await wide.keyboard.press('Escape');
    await wide.locator('dialog').waitFor({ state: 'detached' });
    expect(await wide.locator('[data-call-id]').count()).toBe(1);
  });

  it('draws the curtain: manner, money and notes are not on the page at all', async () => {
    await show('one');
    await wide.keyboard.press('Alt+KeyM');
    await wide.getByText('482,500,000').waitFor();
    await wide.keyboard.press('Alt+KeyX');
    await wide.getByText('The curtain is drawn').waitFor();
    const page = await wide.locator('.who').innerText();
    for (const hidden of ['482,500,000', 'Explain clearly', 'Mashhad', 'Gold', 'late']) {
      expect(page).not.toContain(hidden);
    }
    expect(page).toContain('0912 123 4567');
  });

  it('does not take the page from under someone who types in another room', async () => {
    await show('settings');
    const field = wide.getByLabel('Our own numbers');
    await field.fill('0213');
    await tell('call.ringing', {});
    await wide.locator('.pill').waitFor();
    await wide.keyboard.type('3');
    expect(await field.inputValue()).toBe('02133');
    await wide.keyboard.press('Alt+KeyS');
    await wide.locator('[data-call-id]').waitFor();
  });

  it('changes language and direction at once', async () => {
    await show('one');
    await wide.keyboard.press('Alt+KeyL');
    await wide.locator('html[lang="fa"][dir="rtl"]').waitFor();
    expect(await wide.locator('.head__number').innerText()).toBe('۰۹۱۲ ۱۲۳ ۴۵۶۷');
  });
});
