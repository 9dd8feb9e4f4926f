import type { Page } from '@playwright/test';
import { axeFindings, expect, setUpInPersian, test } from './running-app.ts';

/** The welcome screen's other door, in Persian: invented people, and a button for each kind of call. */
async function enterSample(page: Page): Promise<void> {
  await page.getByText('فارسی').click();
  await page.getByRole('button', { name: 'گشتی با داده‌های نمونه' }).press('Enter');
  await expect(page.getByText('یک تماس را امتحان کنید')).toBeVisible({ timeout: 30_000 });
}

async function tryCall(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).press('Enter');
}

async function hangUpAndPutAway(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'قطع کن' }).press('Enter');
  await expect(page.getByRole('button', { name: 'قطع کن' })).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.getByText('یک تماس را امتحان کنید')).toBeVisible();
}

const kinds = [
  { button: 'مشتری آشنا', shows: 'شناخته شد' },
  { button: 'شماره مشترک', shows: 'با چه کسی صحبت می‌کنید؟' },
  { button: 'شاید آشنا', shows: 'حدس است؛ پیش از گفتن نام مطمئن شوید' },
  { button: 'شماره تازه', shows: 'مشتری تازه' },
  { button: 'شماره پنهان', shows: 'شماره پنهان' },
  { button: 'همکار', shows: 'نگار افشار' },
  { button: 'ما زنگ بزنیم', shows: 'در حال شماره‌گیری' },
];

test('every kind of caller, by keyboard, with nothing for axe to find', async ({ app }) => {
  test.setTimeout(180_000);
  const { page } = app;
  await enterSample(page);
  expect(await axeFindings(page)).toEqual([]);
  for (const { button, shows } of kinds) {
    await test.step(button, async () => {
      await tryCall(page, button);
      await expect(page.getByText(shows).first()).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
      await hangUpAndPutAway(page);
    });
  }
  expect(app.outsideConnections()).toEqual([]);
});

test('details of a shared number stay closed until the agent says who speaks, and close again', async ({
  app,
}) => {
  const { page } = app;
  await enterSample(page);
  await tryCall(page, 'شماره مشترک');
  await expect(page.getByText('با چه کسی صحبت می‌کنید؟')).toBeVisible();
  await expect(page.getByText('سابقه', { exact: true })).toBeHidden();
  await page.keyboard.press('Digit1');
  await expect(page.getByText('هویت تأیید شد').first()).toBeVisible();
  await expect(page.getByText('سابقه', { exact: true })).toBeVisible();
  await page.keyboard.press('Alt+KeyP');
  await expect(page.getByText('با چه کسی صحبت می‌کنید؟')).toBeVisible();
  await expect(page.getByText('سابقه', { exact: true })).toBeHidden();
});

test('the second call waits as a pill while the first goes on, and one key changes over', async ({ app }) => {
  const { page } = app;
  await enterSample(page);
  await tryCall(page, 'مشتری آشنا');
  await page.getByRole('button', { name: 'گوشی را بردار' }).press('Enter');
  await expect(page.getByText('در حال گفتگو').first()).toBeVisible();
  await page.keyboard.type('یادداشت تماس اول');
  const rang = await app.command('ring', '02177001122');
  expect(rang.code, rang.err).toBe(0);
  await expect(page.getByText('تماس دوم منتظر است').first()).toBeVisible();
  await expect(page.locator('textarea')).toHaveValue('یادداشت تماس اول');
  await page.keyboard.press('Alt+KeyS');
  await expect(page.getByText('شماره تازه').first()).toBeVisible();
  await page.keyboard.press('Alt+KeyS');
  await expect(page.locator('textarea')).toHaveValue('یادداشت تماس اول');
});

test('an unknown caller becomes a customer with the number filled in, and is known the next time', async ({
  app,
}) => {
  const { page } = app;
  await setUpInPersian(page);
  expect((await app.command('ring', '۰۹۳۵۱۱۱۲۲۳۳')).code).toBe(0);
  await expect(page.getByText('مشتری تازه').first()).toBeVisible();
  await page.keyboard.press('Alt+KeyN');
  await page.getByLabel('نام خانوادگی').fill('تهرانی');
  await page.keyboard.press('Enter');
  await expect(page.getByText('تهرانی').first()).toBeVisible();
  const other = await app.newWindow();
  await expect(other.getByText('تهرانی').first()).toBeVisible();
});

test('hostile names are text, whatever they hold', async ({ app }) => {
  const { page } = app;
  await setUpInPersian(page);
  const name = '<img src=x onerror=alert(1)>\u202e' + 'ن'.repeat(150);
  expect((await app.command('ring', '09361234567', '--name', name)).code).toBe(0);
  await expect(page.getByText('<img src=x').first()).toBeVisible();
  expect(await page.locator('img[src="x"]').count()).toBe(0);
  expect(await page.locator('body').innerText()).not.toContain('\u202e');
});
