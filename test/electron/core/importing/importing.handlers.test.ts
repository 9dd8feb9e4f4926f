import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeApply } from '../../../../electron/core/db/apply.ts';
import { makeLiveWaiting } from '../../../../electron/core/db/live-waiting.ts';
import { importingLane } from '../../../../electron/core/importing/importing.handlers.ts';
import { fixture, makeImportBench } from './import-in-test.ts';

const terminal = { sessionId: 't', agentId: null, role: 'administrator', extension: null } as const;
const wish = { origin: 'oldFile', country: 'IR', areaCode: null, dryRun: true } as const;

function prepareLane() {
  const { writer, folder } = makeImportBench();
  const { methods } = importingLane({
    reader: writer,
    writer,
    apply: makeApply(writer, { now: Date.now }),
    liveWaiting: makeLiveWaiting(),
    now: Date.now,
    emit: () => undefined,
    log: () => undefined,
  });
  const importing = methods?.['importing.importFile'];
  if (importing === undefined) throw new Error('no handler');
  return { importing, writer, folder };
}

it('believes a path only from a terminal, never from a window', async () => {
  const { importing } = prepareLane();
  const path = fixture('persian-bom-comma.csv');
  await expect(importing({ ...wish, path }, { ...terminal, agentId: 5 })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(importing({ ...wish, path }, terminal)).resolves.toMatchObject({ rows: 5 });
});

it('refuses a file that cannot be read with its reason', async () => {
  const { importing } = prepareLane();
  await expect(importing({ ...wish, path: fixture('no-header.csv') }, terminal)).rejects.toMatchObject({
    code: 'bad_input',
    details: { reason: 'no_header' },
  });
  await expect(importing({ ...wish, path: fixture('nowhere.csv') }, terminal)).rejects.toMatchObject({
    code: 'not_found',
  });
});

it("reads local numbers with the branch's own area code", async () => {
  const { importing, writer, folder } = prepareLane();
  writer.command("INSERT INTO setting (key, value, clock) VALUES ('branch/areaCode', '\"51\"', 1)").run();
  const path = join(folder, 'local.csv');
  writeFileSync(path, 'name,phone\nReza Karimi,38123456\n');
  await importing({ ...wish, dryRun: false, path }, terminal);
  expect(writer.value('SELECT e164 FROM phone').all()).toEqual(['+985138123456']);
});
