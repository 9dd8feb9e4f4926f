import type { CallDirection, LegEvent } from '#shared/domain/line-event.ts';
import { cleanNumber, cleanText, textLimits } from '#shared/domain/line-event.ts';
import { systemClock, type Line, type LineClock, type LineTimer } from './line.ts';
import { createVoice } from './listeners.ts';

export type SimulatedRing = {
  /** As a trunk would send it; null rings as a withheld number. */
  readonly number: string | null;
  readonly name?: string | null;
  readonly extension: string;
  readonly direction?: CallDirection;
  readonly dialled?: string | null;
  /** Ms after the ring; without it, `answer` is waited for. */
  readonly answerAfterMs?: number;
  /** Ms after the answer, or after the ring where it is never answered. */
  readonly hangUpAfterMs?: number;
};

/** A line without a telephone: it rings when told to. For `npm run ring`, "try a call", and tests. */
export type SimulatedLine = Line & {
  /** Rings, and returns the call's id for the other commands. */
  ring(ring: SimulatedRing): { readonly call: string };
  /** False when there is no such call, or it has ended. */
  answer(call: string): boolean;
  /** The other party changes, as by a transfer. */
  connect(call: string, to: { number: string | null; name: string | null }): boolean;
  /** Ends the call. `cause` as Q.850 has it: 16 (the default), 17 busy, 26 answered elsewhere. */
  hangUp(call: string, cause?: number): boolean;
};

type Playing = {
  readonly leg: Omit<LegEvent, 'kind'>;
  readonly ring: SimulatedRing;
  timer: LineTimer | null;
};

export function createSimulatedLine(line: string, clock: LineClock = systemClock): SimulatedLine {
  const voice = createVoice();
  const playing = new Map<string, Playing>();
  let rung = 0;

  return {
    start() {
      if (voice.status.kind === 'idle') voice.become({ kind: 'connected', since: clock.now() });
    },
    async stop() {
      for (const { timer } of playing.values()) timer?.cancel();
      playing.clear();
      if (voice.status.kind !== 'stopped') voice.become({ kind: 'stopped' });
    },
    get status() {
      return voice.status;
    },
    onEvent: voice.onEvent,
    onStatus: voice.onStatus,
    ring,
    answer,
    connect,
    hangUp,
  };

  function ring(wish: SimulatedRing): { call: string } {
    const at = clock.now();
    rung += 1;
    const call = `simulated-${at}-${rung}`;
    const leg = { line, server: null, call, callStartedAt: at, leg: call, extension: wish.extension, at };
    playing.set(call, { leg, ring: wish, timer: null });
    voice.tell({
      ...leg,
      kind: 'ringing',
      direction: wish.direction ?? 'inbound',
      number: cleanNumber(wish.number ?? ''),
      name: clean(wish.name, textLimits.name),
      dialled: clean(wish.dialled, textLimits.number),
    });
    if (wish.answerAfterMs !== undefined) later(call, wish.answerAfterMs, () => answer(call));
    else hangUpLater(call);
    return { call };
  }

  function answer(call: string): boolean {
    const told = tell(call, { kind: 'answered', number: null, name: null });
    if (told) hangUpLater(call);
    return told;
  }

  function connect(call: string, to: { number: string | null; name: string | null }): boolean {
    const number = cleanNumber(to.number ?? '');
    return tell(call, { kind: 'connected-to', number, name: clean(to.name, textLimits.name) });
  }

  function hangUp(call: string, cause = 16): boolean {
    playing.get(call)?.timer?.cancel();
    const told = tell(call, { kind: 'ended', cause, number: null, name: null, mayRingAgain: false });
    playing.delete(call);
    return told;
  }

  function hangUpLater(call: string): void {
    const after = playing.get(call)?.ring.hangUpAfterMs;
    if (after !== undefined) later(call, after, () => hangUp(call));
  }

  function later(call: string, ms: number, run: () => void): void {
    const one = playing.get(call);
    one?.timer?.cancel();
    if (one) one.timer = clock.setTimer(run, ms);
  }

  function tell(call: string, news: News): boolean {
    const one = playing.get(call);
    if (one) voice.tell({ ...one.leg, at: clock.now(), ...news });
    return one !== undefined;
  }
}

type News =
  | { kind: 'answered' | 'connected-to'; number: string | null; name: string | null }
  | { kind: 'ended'; cause: number; number: null; name: null; mayRingAgain: false };

function clean(text: string | null | undefined, limit: number): string | null {
  return cleanText(text ?? '', limit);
}
