import { existsSync, readFileSync } from 'node:fs';
import type { Bench } from './bench.ts';
import { askedOf, drawCallers } from './callers.ts';
import { measured, notMeasured, percentiles, type Rule } from './figures.ts';
import { openLiveLaneHere } from './live-lane.ts';

const callers = 1_000;
const rule: Rule = { at: 'p99', bounds: 'value', limit: 16 };

/**
 * Pages read for a card while the connection is open and nothing else is cached: each is a seek on the hard disk of
 * an old PC. Counted by the operating system, as reads of this process; SQLite reads one page at a time.
 */
export const benchPages: Bench = async ({ store }) => {
  const name = { name: 'pages', customers: store.customers, unit: 'pages', rule } as const;
  if (!existsSync('/proc/self/io')) {
    return [
      notMeasured({ ...name, note: 'not measured here: this system does not tell how often was read' }),
    ];
  }
  const lane = openLiveLaneHere(store.file, store.key, () => store.now);
  try {
    const agentId = lane.writer.value<number>('SELECT min(id) FROM agent').get() ?? null;
    const drawn = drawCallers(lane.writer, callers, 2).map((caller) => askedOf(caller, agentId, store.now));
    const forget = (): void => lane.writer.script('PRAGMA shrink_memory');
    for (const asked of drawn.slice(0, 50)) lane.lookUp(asked);

    // looking at the counter reads as well
    const looking = percentiles(Array.from({ length: 50 }, () => readsDuring(() => undefined))).p50;
    const pagesDuring = (work: () => void): number => {
      forget();
      return readsDuring(work) - looking;
    };
    const cards: number[] = [];
    const floor: number[] = [];
    for (const asked of drawn) {
      floor.push(pagesDuring(() => lane.barePhoneLookUp(asked.e164 ?? '')));
      cards.push(pagesDuring(() => lane.lookUp(asked)));
    }
    const note = `cards of ${callers} callers, the connection's cache emptied before each; floor: the pages of one phone lookup`;
    return [measured({ ...name, samples: cards, floor, note })];
  } finally {
    lane.close();
  }
};

function readsDuring(work: () => void): number {
  const before = readsSoFar();
  work();
  return readsSoFar() - before;
}

function readsSoFar(): number {
  const text = /^syscr: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8'))?.[1];
  if (text === undefined) throw new Error('/proc/self/io tells no reads');
  return Number(text);
}
