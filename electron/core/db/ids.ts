/**
 * Ids are 53-bit integers made on this node, without asking anyone (design.md, section 6):
 * seconds since 2025-01-01 UTC (31 bits) · node number (12) · sequence (10). They grow with every one made, also
 * when the machine's clock runs back, and borrow from the seconds to come when an import needs more than 1,024 in
 * one second. An id is never read as a time. Plain arithmetic: JavaScript's bitwise operators end at 32 bits.
 */
export const idEpoch = Date.UTC(2025, 0, 1);

const sequences = 1024;
const nodes = 4096;
const perSecond = sequences * nodes;

export const maxNodeNumber = nodes - 1;

/** The id after `last` (0 = none yet) at `now`, UTC milliseconds. Throws where the 31 bits of seconds end. */
export function nextId(last: number, node: number, now: number): number {
  const second = Math.floor((now - idEpoch) / 1000);
  const lastSecond = Math.floor(last / perSecond);
  const lastSequence = last % sequences;
  const id =
    second > lastSecond
      ? compose(second, node, 0)
      : lastSequence + 1 < sequences
        ? compose(lastSecond, node, lastSequence + 1)
        : compose(lastSecond + 1, node, 0);
  if (id > Number.MAX_SAFE_INTEGER) throw new Error('the ids of this node are used up');
  return id;
}

export function nodeOfId(id: number): number {
  return Math.floor(id / sequences) % nodes;
}

/** The same id as if node `to` had made it. */
export function withNode(id: number, to: number): number {
  return id + (to - nodeOfId(id)) * sequences;
}

function compose(second: number, node: number, sequence: number): number {
  return second * perSecond + node * sequences + sequence;
}
