import type { AskLane, Caller, Log } from './feature.ts';
import type { InternalMethods } from './lanes/internal-methods.ts';

type Entry = InternalMethods['audit.write']['input']['entries'][number];

/** After the paint, and several at once: the audit must cost the ring nothing. */
const gatherMs = 1_000;

/** Reads that show somebody's data; every command is noted besides (design.md, section 9). */
const notedReads = new Set(['customers.card', 'calls.ofNumber']);
/** Every half second while somebody types: the saved note is what counts. */
const notNoted = new Set(['calls.saveDraft', 'appearance.set']);

/** What a person read or changed: who, when, which method, whom. Never what was read or written. */
export function makeAuditLog(options: {
  readonly ask: AskLane;
  readonly now: () => number;
  readonly log: Log;
}) {
  let waiting: Entry[] = [];
  let timer: NodeJS.Timeout | null = null;

  return { noteCall, noteCard, flush };

  /** A call of the contract that succeeded. */
  function noteCall(caller: Caller, name: string, kind: 'query' | 'command', input: unknown): void {
    if (kind === 'query' ? !notedReads.has(name) : notNoted.has(name)) return;
    note(caller.agentId, name, customerOf(input));
  }

  /** A card that a ring opened. */
  function noteCard(agentId: number | null, customerId: number): void {
    note(agentId, 'call.card', customerId);
  }

  function note(agentId: number | null, action: string, customerId: number | null): void {
    const subjectKind = customerId === null ? null : 'customer';
    waiting.push({ at: options.now(), agentId, action, subjectKind, subjectId: customerId });
    timer ??= setTimeout(() => void flush(), gatherMs);
  }

  async function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const entries = waiting;
    waiting = [];
    if (entries.length === 0) return;
    try {
      await options.ask('audit.write', { entries });
    } catch {
      options.log('error', 'audit.unwritten', { entries: entries.length });
      waiting = [...entries, ...waiting];
    }
  }
}

function customerOf(input: unknown): number | null {
  if (typeof input !== 'object' || input === null || !('customerId' in input)) return null;
  return typeof input.customerId === 'number' ? input.customerId : null;
}
