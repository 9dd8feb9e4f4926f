import type { Bench } from './bench.ts';
import { askedOf, drawCallers } from './callers.ts';
import { microseconds } from './clock.ts';
import { measured } from './figures.ts';
import { openLiveLaneHere } from './live-lane.ts';

const callers = 600;
const rounds = 8;

/** A hot card ÷ one bare phone lookup, both in one thread as the live lane runs them. */
export const benchCard: Bench = async ({ store }) => {
  const lane = openLiveLaneHere(store.file, store.key, () => store.now);
  try {
    const agentId = lane.writer.value<number>('SELECT min(id) FROM agent').get() ?? null;
    const drawn = drawCallers(lane.writer, callers, 1).map((caller) => askedOf(caller, agentId, store.now));
    const cards: number[] = [];
    const floor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const asked of drawn) {
        // hot: the caller's pages are in the cache, whoever came between
        lane.lookUp(asked);
        const bare = microseconds(() => lane.barePhoneLookUp(asked.e164 ?? ''));
        const card = microseconds(() => lane.lookUp(asked));
        if (round < 2) continue; // the first rounds warm code and cache
        floor.push(bare);
        cards.push(card);
      }
    }
    const given = { customers: store.customers, unit: 'µs', samples: cards, floor } as const;
    return [
      measured({
        ...given,
        name: 'card',
        rule: { at: 'p50', bounds: 'ratio', limit: 25 },
        note: `${cards.length} hot cards of ${callers} callers in the live lane's thread; floor: one prepared phone lookup, before each`,
      }),
    ];
  } finally {
    lane.close();
  }
};
