import type { CallEnd } from '#shared/contract/common.ts';
import type { Leg } from '#shared/domain/call-state.ts';
import type { Call } from '#shared/domain/call-view.ts';
import type { MainTools } from '../feature.ts';
import type { CallRecord } from '../lanes/internal-methods.ts';
import type { ShownCall } from './shown-call.ts';

/** After the paint: what is written of a call waits this long, and what came meanwhile is written in one go. */
const quietMs = 150;

/**
 * Writes calls as lines report them, behind the screens' back. A call that could not be written (its lane died) is
 * kept and tried again with the next one.
 */
export function callRecorder(tools: MainTools, shownOf: (callId: string) => readonly ShownCall[]) {
  const waiting = new Map<string, CallRecord>();
  /** The customer in whose history a call's end was written already. */
  const historyOf = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  return { record, flush };

  function record(call: Call, agentAt: (extension: string) => number | null): void {
    waiting.set(call.key, recordOf(call, shownOf(call.key), agentAt));
    timer ??= setTimeout(() => void flush(), quietMs);
  }

  function flush(): Promise<void> {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    writing = writing.then(writeAll);
    return writing;
  }

  async function writeAll(): Promise<void> {
    for (const [key, one] of Array.from(waiting)) {
      waiting.delete(key);
      try {
        await tools.ask('calls.record', one);
        await writeHistory(one);
      } catch {
        tools.log('error', 'call.unwritten', { waiting: waiting.size + 1 });
        if (!waiting.has(key)) waiting.set(key, one);
        return;
      }
    }
  }

  /** At the end of a call with somebody we know: an entry in their history, at once, with or without a note. */
  async function writeHistory(one: CallRecord): Promise<void> {
    const { customerId, endedAt, end } = one;
    if (customerId === null || endedAt === null || end === null || end === 'never_rang') return;
    if (one.direction === 'internal' || historyOf.get(one.callKey) === customerId) return;
    await tools.ask('calls.writeInteraction', {
      callKey: one.callKey,
      customerId,
      at: one.startedAt,
      direction: one.direction,
      end,
      gist: null,
      outcome: null,
      durationMs: one.answeredAt === null ? null : endedAt - one.answeredAt,
      agentId: one.legs.find((leg) => leg.answeredAt !== null)?.agentId ?? null,
    });
    historyOf.set(one.callKey, customerId);
    if (historyOf.size > 500) historyOf.delete(historyOf.keys().next().value ?? '');
    tools.emit('customer.changed', { customerId });
  }
}

function recordOf(
  call: Call,
  shown: readonly ShownCall[],
  agentAt: (extension: string) => number | null,
): CallRecord {
  const talking = shown.find(({ view }) => view.answeredAt !== null) ?? shown[0];
  const { direction, end } = call;
  return {
    callKey: call.key,
    lineId: call.line,
    direction: direction === 'own-dial' ? 'outbound' : direction,
    number: call.number,
    e164: talking?.view.e164 ?? null,
    name: call.name,
    dialled: call.dialled,
    customerId: talking?.view.customerId ?? null,
    startedAt: call.startedAt,
    answeredAt: call.answeredAt,
    endedAt: call.endedAt,
    end,
    legs: call.legs.map((leg) => ({
      leg: leg.leg,
      extension: leg.extension,
      agentId: agentAt(leg.extension),
      rangAt: leg.startedAt,
      answeredAt: leg.answeredAt,
      endedAt: leg.endedAt,
      end: endOf(leg),
      cause: leg.cause,
    })),
  };
}

/** A leg that was rung again is no end of its own: the newer leg tells it. */
function endOf(leg: Leg): CallEnd | null {
  return leg.end === 'superseded' ? null : leg.end;
}
