import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { takeOwnership } from '../core/db/owner.ts';
import { castSize } from '../core/sample/cast.ts';
import { generateSample } from '../core/sample/generate-sample.ts';
import { lookIntoFolder } from '../core/sample/sample-store.ts';
import { BadUsage, exitCodes, readInteger, readWord, type Terminal } from './terminal.ts';

export const demoDataUsage = `Usage: npm run demo-data -- --customers N --data DIR [--seed S] [--language fa|en]
Makes a store with N invented customers and their histories. The same N, seed and language give the same
people on the same day. A sample store that is there is made anew; a store with real people is never touched.
  --customers N  ${castSize} to 2000000
  --data DIR     a folder of its own
  --seed S       1 by default
  --language L   of names and texts; fa by default
`;

const mostCustomers = 2_000_000;
const mostSeed = 4_294_967_295;

/** `npm run demo-data`: progress on stderr, one JSON line on stdout at the end. */
export async function demoData(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      customers: { type: 'string' },
      data: { type: 'string' },
      seed: { type: 'string' },
      language: { type: 'string' },
    },
  });
  const customers = readInteger('--customers', values.customers, castSize, mostCustomers);
  if (customers === null) throw new BadUsage('--customers says how many');
  if (values.data === undefined) throw new BadUsage('--data says in which folder');
  const seed = readInteger('--seed', values.seed, 0, mostSeed) ?? 1;
  const language = readWord('--language', values.language, ['fa', 'en'], 'fa');
  const folder = resolve(values.data);

  if (lookIntoFolder(folder).is === 'other') return refuse(folder, terminal);
  const ownership = takeOwnership(folder);
  if (ownership.state === 'in_use') {
    terminal.complain('An Ashena runs on this folder. Close it first.');
    return exitCodes.failed;
  }
  const startedAt = performance.now();
  let toldAt = startedAt;
  try {
    const made = await generateSample({
      folder,
      customers,
      language,
      seed,
      now: Date.now(),
      anew: true,
      onProgress(done, of) {
        if (performance.now() - toldAt < 2000) return;
        toldAt = performance.now();
        terminal.complain(`${done} of ${of} customers, ${Math.round((toldAt - startedAt) / 1000)} s`);
      },
    });
    if (made.state !== 'made') return refuse(folder, terminal);
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    terminal.out(JSON.stringify({ folder, customers, language, seed, seconds, rows: made.rows }));
    return exitCodes.fine;
  } finally {
    ownership.release();
  }
}

function refuse(folder: string, terminal: Terminal): number {
  terminal.complain(`${folder} holds a store that is no sample. Nothing was changed; choose another folder.`);
  return exitCodes.failed;
}
