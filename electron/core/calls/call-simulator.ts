import type { CallView } from '#shared/contract/calls.ts';
import type { Language } from '#shared/contract/common.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { Refusal } from '#shared/contract/errors.ts';
import { callKey } from '#shared/domain/call-state.ts';
import type { LineEvent } from '#shared/domain/line-event.ts';
import { sampleCallers } from '../sample/callers.ts';
import { simulatedLineId } from './shown-call.ts';
import { createSimulatedLine, type SimulatedRing } from '../telephony/simulated.ts';

export type CallSimulator = ReturnType<typeof makeCallSimulator>;

/** Rings without a telephone: `npm run ring`, and "try a call" while sample data is open. */
export function makeCallSimulator(options: {
  readonly onEvent: (event: LineEvent) => void;
  readonly sample: boolean;
  readonly language: () => Language;
  /** Whom a ring from a terminal means when it names no extension: the window that is open. */
  readonly openExtension: () => string;
}) {
  const line = createSimulatedLine(simulatedLineId);
  /** The line's own ids of calls that are going on, by the name that screens know them by. */
  const callOf = new Map<string, string>();
  line.onEvent((event) => {
    if (event.kind === 'ringing') callOf.set(callKey(event), event.call);
    options.onEvent(event);
    if (event.kind === 'ended') callOf.delete(callKey(event));
  });
  line.start();

  return { ring, tryCall, act, stop: () => line.stop() };

  function ring(wish: ParsedInputOf<'calls.ring'>): { callId: string } {
    const { number, name, direction, answerAfter, hangUpAfter } = wish;
    return start({
      number,
      name,
      extension: wish.extension ?? options.openExtension(),
      direction: direction === 'outbound' ? 'outbound' : 'inbound',
      ...(answerAfter === null ? {} : { answerAfterMs: answerAfter * 1_000 }),
      ...(hangUpAfter === null ? {} : { hangUpAfterMs: hangUpAfter * 1_000 }),
    });
  }

  function tryCall(kind: ParsedInputOf<'calls.try'>['kind'], extension: string): { callId: string } {
    if (!options.sample) throw new Refusal('not_in_sample', 'only sample data is rung without a telephone');
    const { number, callerName, direction } = sampleCallers(options.language())[kind];
    return start({
      number,
      name: callerName,
      extension,
      direction: direction === 'outbound' ? 'outbound' : 'inbound',
    });
  }

  function act({ id }: CallView, action: 'answer' | 'hang_up'): void {
    const call = callOf.get(id);
    const done = call !== undefined && (action === 'answer' ? line.answer(call) : line.hangUp(call));
    if (!done) throw new Refusal('stale', 'this call is not going on at the simulated line');
  }

  function start(wish: SimulatedRing): { callId: string } {
    const { call } = line.ring(wish);
    const callId = [...callOf].find(([, own]) => own === call)?.[0];
    if (callId === undefined) throw new Error('a simulated ring told no call');
    return { callId };
  }
}
