import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { toPersianDigits } from '#shared/domain/persian-text.ts';
import { startAmiServer } from '../electron/core/telephony/ami-server.ts';
import { axeFindings, expect, setUpInPersian, test } from './running-app.ts';

const recordings = join(import.meta.dirname, '..', 'fixtures', 'ami');

/** The recording in three parts: until the ring, until the answer, the rest. */
function inParts(file: string): [string, string, string] {
  const stream = readFileSync(join(recordings, file), 'latin1');
  const ring = endOfBlock(
    stream,
    /Event: Newstate\r\n(?:(?!\r\n\r\n)[^])*?Channel: (?:PJ)?SIP\/101[^]*?ChannelState: 5\r\n/,
  );
  const answer = endOfBlock(
    stream,
    /Event: Newstate\r\n(?:(?!\r\n\r\n)[^])*?Channel: (?:PJ)?SIP\/101[^]*?ChannelState: 6\r\n/,
  );
  return [stream.slice(0, ring), stream.slice(ring, answer), stream.slice(answer)];
}

function endOfBlock(stream: string, event: RegExp): number {
  const found = event.exec(stream);
  if (found === null) throw new Error('the recording has no such event');
  return stream.indexOf('\r\n\r\n', found.index + found[0].length - 4) + 4;
}

for (const file of [
  'ast20-pjsip__a-inbound-101-09123456789.txt',
  'ast11-sip__a-inbound-101-09123456789.txt',
]) {
  test(`a customer from a spreadsheet calls over a real PBX's stream: ${file}`, async ({ app }) => {
    const { page, folder } = app;
    const pbx = await startAmiServer({ user: 'ashena', secret: 'manager-secret' });
    const [untilRing, untilAnswer, rest] = inParts(file);
    await setUpInPersian(page);

    await test.step('the spreadsheet is imported while the app runs', async () => {
      const csv = join(folder, '..', 'customers-e2e.csv');
      writeFileSync(
        csv,
        '\ufeffنام,نام خانوادگی,موبایل,توضیحات\nمریم,پلنتیدپور,۰۹۱۲۳۴۵۶۷۸۹,بلیت مشهد خواست\n',
      );
      const imported = await app.command('import', csv);
      expect(imported.code, imported.err).toBe(0);
    });

    await test.step('the line is set up and connects', async () => {
      await fillLine(page, pbx.port);
      await page.getByRole('button', { name: 'ذخیره' }).first().click();
      await expect.poll(() => pbx.clients.length).toBe(1);
      await page.getByRole('button', { name: 'تماس', exact: true }).click();
    });

    await test.step('the phone rings, and the card is there', async () => {
      pbx.broadcast(Buffer.from(untilRing, 'latin1'));
      await expect(page.getByText('پلنتیدپور').first()).toBeVisible();
      await expect(page.getByText('زنگ می‌خورد').first()).toBeVisible();
      await expect(page.getByText('شناخته شد').first()).toBeVisible();
      expect(await axeFindings(page)).toEqual([]);
    });

    await test.step('a reload in mid-ring brings the card back', async () => {
      await page.reload();
      await expect(page.getByText('پلنتیدپور').first()).toBeVisible();
      await expect(page.getByText('زنگ می‌خورد').first()).toBeVisible();
    });

    await test.step('answered, the note has the focus', async () => {
      pbx.broadcast(Buffer.from(untilAnswer, 'latin1'));
      await expect(page.getByText('در حال گفتگو').first()).toBeVisible();
      await expect(page.locator('textarea')).toBeFocused();
      await page.keyboard.type('ساعت پرواز را پرسیدند');
    });

    await test.step('ended and saved by keyboard, it stands in the history', async () => {
      pbx.broadcast(Buffer.from(rest, 'latin1'));
      await expect(page.getByText('تماس تمام شد').first()).toBeVisible();
      await page.keyboard.press('Alt+Digit1');
      await page.keyboard.press('Control+Enter');
      await expect(page.getByText('ثبت شد').first()).toBeVisible();
    });

    await test.step('a power cut later, the second call shows what was written', async () => {
      const again = await app.killAndRestart();
      await expect.poll(() => pbx.clients.length, { timeout: 20_000 }).toBe(1);
      pbx.broadcast(Buffer.from(untilRing, 'latin1'));
      await expect(again.getByText('ساعت پرواز را پرسیدند').first()).toBeVisible();
    });

    expect(app.outsideConnections()).toEqual([]);
    expect(readableOnDisk(folder, ['پلنتیدپور', 'ساعت پرواز', 'manager-secret', '9123456789'])).toEqual([]);
    await pbx.close();
  });
}

test('"test this line" shows live what a line tells, before it is saved, and disturbs no call', async ({
  app,
}) => {
  const { page } = app;
  const pbx = await startAmiServer({ user: 'ashena', secret: 'manager-secret' });
  await setUpInPersian(page);
  await fillLine(page, pbx.port);
  await page.getByRole('button', { name: 'آزمایش خط' }).click();
  await expect.poll(() => pbx.clients.length).toBe(1);
  pbx.broadcast(readFileSync(join(recordings, 'ast20-pjsip__a-inbound-101-09123456789.txt')));
  const events = page.getByRole('table', { name: 'رویدادهای خط' });
  for (const event of ['زنگ می‌خورد', 'پاسخ داده شد', 'تمام شد']) {
    await expect(events.getByText(event)).toBeVisible();
  }
  expect(await axeFindings(page)).toEqual([]);
  await page.getByRole('button', { name: 'پایان آزمایش' }).click();
  await expect.poll(() => pbx.clients.length).toBe(0);
  await page.getByRole('button', { name: 'تماس', exact: true }).click();
  await expect(page.locator('[data-call-id]')).toHaveCount(0);
  await pbx.close();
});

/** The form of a new PBX line, filled in; the port in Persian digits, as a Persian keyboard types them. */
async function fillLine(page: Page, port: number): Promise<void> {
  await page.getByRole('button', { name: 'تنظیمات' }).click();
  await page.getByRole('button', { name: /Asterisk/ }).click();
  await page.getByLabel('نام خط').fill('فروش');
  await page.getByLabel('داخلی این میز').fill('101');
  await page.getByLabel('نشانی مرکز تلفن').fill('127.0.0.1');
  await page.getByLabel('درگاه').fill(toPersianDigits(String(port)));
  await page.getByLabel('نام کاربری').fill('ashena');
  await page.getByLabel('گذرواژه').fill('manager-secret');
}

/** Planted words that any file of the data folder holds in UTF-8 or UTF-16. */
function readableOnDisk(folder: string, planted: readonly string[]): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const bytes = readFileSync(join(entry.parentPath, entry.name));
    for (const word of planted) {
      if (bytes.includes(word, 0, 'utf8') || bytes.includes(word, 0, 'utf16le'))
        found.push(`${entry.name}: ${word}`);
    }
  }
  return found;
}
