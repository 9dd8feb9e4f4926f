import type { CallEnd } from '#shared/contract/common.ts';
import type { Card } from '#shared/contract/card.ts';
import type { CallView } from '#shared/contract/calls.ts';
import type { Happening } from '#shared/domain/call-state.ts';
import { type LineProfile, readPhone } from '#shared/domain/phone-number.ts';

/** The line without a telephone: `npm run ring`, and "try a call". */
export const simulatedLineId = 'simulated';

/** A line as the switchboard knows it: how it writes numbers, and what it is called on the screen. */
export type LineFacts = {
  readonly id: string;
  readonly name: string;
  readonly profile: LineProfile;
};

/** One call as one extension sees it, with what its agent decided. A value: replaced, never changed. */
export type ShownCall = {
  readonly view: CallView;
  /** Null until the card was looked up; the window is told of the call only then, with both together. */
  readonly card: Card | null;
  readonly confirmed: number | null;
  readonly someoneElse: boolean;
};

export function shownKey(extension: string, callId: string): string {
  return `${extension}\u0000${callId}`;
}

export function newShownCall(happening: Happening, line: LineFacts, dialled: string | null): ShownCall {
  const phase = firstPhases[happening.event] ?? 'ringing';
  return {
    view: {
      id: happening.key,
      lineId: happening.line,
      lineName: line.name,
      simulated: happening.line === simulatedLineId,
      extension: happening.extension,
      direction: directionOf(happening, phase),
      phase,
      end: null,
      number: happening.number,
      e164: e164Of(happening.number, line.profile),
      name: happening.name,
      dialled,
      startedAt: happening.at,
      answeredAt: null,
      endedAt: null,
      answeredBy: null,
      customerId: null,
      countToday: 1,
      unansweredBefore: 0,
      waitedMinutes: null,
      connectedTo: null,
      ignored: false,
    },
    card: null,
    confirmed: null,
    someoneElse: false,
  };
}

/** The same call rings, is answered or ends: only what the happening tells changes. */
export function withHappening(shown: ShownCall, happening: Happening, line: LineFacts): ShownCall {
  const { view } = shown;
  switch (happening.event) {
    case 'rings':
      return { ...shown, view: { ...view, phase: 'ringing', end: null, endedAt: null } };
    case 'own_dial_rings':
      return { ...shown, view: { ...view, phase: 'own_dial_ringing' } };
    case 'dials':
      return { ...shown, view: { ...view, phase: 'dialling' } };
    case 'answered':
    case 'far_end_answered':
      return {
        ...shown,
        view: { ...withNumber(view, happening, line), phase: 'answered', answeredAt: happening.at },
      };
    case 'connected_to':
      return { ...shown, view: withNumber(view, happening, line) };
    // The phone fell silent and the verdict is open: shown as over, without a word of blame.
    case 'stopped':
      return ended(shown, happening, null);
    case 'ended':
    case 'missed':
    case 'elsewhere':
    case 'busy':
    case 'never_rang':
      return ended(shown, happening, happening.event);
  }
}

/** The number as E.164 where it can be read as one; null else. Two numbers in one field are not one caller. */
export function e164Of(number: string | null, profile: LineProfile): string | null {
  if (number === null) return null;
  const reading = readPhone(number, profile);
  return reading.kind === 'number' ? reading.e164 : null;
}

const firstPhases: Partial<Record<Happening['event'], CallView['phase']>> = {
  own_dial_rings: 'own_dial_ringing',
  dials: 'dialling',
  // Under way already when the line came back.
  answered: 'answered',
  far_end_answered: 'answered',
};

function directionOf(happening: Happening, phase: CallView['phase']): CallView['direction'] {
  if (happening.internal) return 'internal';
  return phase === 'dialling' || phase === 'own_dial_ringing' ? 'outbound' : 'inbound';
}

function withNumber(view: CallView, happening: Happening, line: LineFacts): CallView {
  if (happening.number === null || happening.number === view.number) return view;
  return {
    ...view,
    number: happening.number,
    e164: e164Of(happening.number, line.profile),
    name: happening.name,
    direction: happening.internal ? 'internal' : view.direction === 'internal' ? 'inbound' : view.direction,
  };
}

function ended(shown: ShownCall, happening: Happening, end: CallEnd | null): ShownCall {
  return {
    ...shown,
    view: { ...shown.view, phase: 'ended', end: end ?? shown.view.end, endedAt: happening.at },
  };
}
