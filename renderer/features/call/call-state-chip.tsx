import { useEffect, useState } from 'react';
import type { CallView } from '#shared/contract/calls.ts';
import { useServices } from '../../app/services.tsx';
import { useWords, type Words } from '../../app/words.tsx';

/** Colour of a call's state (design.md, section 8); the word stands beside it always. */
export type Tone = 'ringing' | 'connected' | 'missed' | 'ended';

export function toneOf(call: CallView): Tone {
  switch (call.phase) {
    case 'own_dial_ringing':
    case 'ringing':
    case 'dialling':
      return 'ringing';
    case 'answered':
      return 'connected';
    case 'ended':
      return call.end === 'missed' ? 'missed' : 'ended';
  }
}

export function stateText(call: CallView, { text }: Words): string {
  switch (call.phase) {
    case 'own_dial_ringing':
      return text('call.state.ownDialRings');
    case 'ringing':
      return text('call.state.ringing');
    case 'dialling':
      return text('call.state.dials');
    case 'answered':
      if (call.connectedTo !== null) return text('call.state.connectedTo', { name: call.connectedTo });
      return call.direction === 'outbound' ? text('call.state.farEndAnswered') : text('call.state.answered');
    case 'ended':
      return endText(call, text);
  }
}

function endText(call: CallView, text: Words['text']): string {
  switch (call.end) {
    case 'missed':
      return text('call.state.missed');
    case 'busy':
      return text('call.state.busy');
    case 'elsewhere': {
      const name = call.answeredBy?.name ?? call.answeredBy?.extension;
      return name === undefined
        ? text('call.answeredElsewhere')
        : text('call.state.answeredElsewhere', { name });
    }
    case 'never_rang':
    case 'ended':
    case null:
      return text('call.state.ended');
  }
}

export function CallStateChip({ call }: { call: CallView }) {
  const words = useWords();
  return (
    <p className={`state-chip state-chip--${toneOf(call)}`} role="status">
      <span className="state-chip__dot" aria-hidden="true" />
      {stateText(call, words)}
    </p>
  );
}

/** Time in conversation, second by second while it lasts. */
export function Timer({ call }: { call: CallView }) {
  const { duration } = useWords();
  const { now } = useServices();
  const [at, setAt] = useState(now);
  const runs = call.phase === 'answered';
  useEffect(() => {
    if (!runs) return undefined;
    const timer = setInterval(() => setAt(now()), 1_000);
    return () => clearInterval(timer);
  }, [runs, now]);
  if (call.answeredAt === null) return null;
  const until = call.endedAt ?? Math.max(at, call.answeredAt, runs ? now() : 0);
  return (
    <bdi className="timer" dir="ltr" role="timer">
      {duration(until - call.answeredAt)}
    </bdi>
  );
}
