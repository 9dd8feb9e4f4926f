import type { CallView, CallWithCard } from '#shared/contract/calls.ts';
import type { Card, CustomerCard } from '#shared/contract/card.ts';

/** The calls on this screen in the order they came, and which of them stands in front. */
export type CallScreen = {
  readonly calls: readonly CallWithCard[];
  readonly front: string | null;
};

export const emptyScreen: CallScreen = { calls: [], front: null };

/**
 * A call that rings (or is dialled). It comes to the front unless a live call stands there, or an ended one whose
 * note is being typed this moment: then it waits as a pill.
 */
export function ringing(screen: CallScreen, arrived: CallWithCard, typing: boolean): CallScreen {
  const known = callOn(screen, arrived.call.id);
  const merged = known === null ? arrived : { call: later(known.call, arrived.call), card: arrived.card };
  const calls = known === null ? [...screen.calls, merged] : replaced(screen.calls, merged);
  const front = frontCall(screen);
  const stays = front !== null && (isLive(front.call) || typing);
  return { calls, front: stays ? screen.front : arrived.call.id };
}

/** A call that changed. A call never heard of before is taken only with its card. */
export function changed(screen: CallScreen, call: CallView, card: Card | null): CallScreen {
  const known = callOn(screen, call.id);
  if (known === null) return card === null ? screen : ringing(screen, { call, card }, false);
  const merged = { call: later(known.call, call), card: card ?? known.card };
  const calls = replaced(screen.calls, merged);
  const front = frontCall(screen);
  const justAnswered = known.call.phase !== 'answered' && merged.call.phase === 'answered';
  const comesForward = justAnswered && front !== null && !isLive(front.call);
  return { calls, front: comesForward ? call.id : (screen.front ?? call.id) };
}

/** A call that left the screen: the next live one stands in front, else the newest. */
export function gone(screen: CallScreen, callId: string): CallScreen {
  const calls = screen.calls.filter((each) => each.call.id !== callId);
  if (screen.front !== callId) return { ...screen, calls };
  return { calls, front: nextFront(calls) };
}

/** What `calls.active` answered: the truth; the call in front stays there while it is still shown. */
export function fromActive(screen: CallScreen, active: readonly CallWithCard[]): CallScreen {
  const keeps = active.some((each) => each.call.id === screen.front);
  return { calls: active, front: keeps ? screen.front : nextFront(active) };
}

export function bringForward(screen: CallScreen, callId: string): CallScreen {
  return callOn(screen, callId) === null ? screen : { ...screen, front: callId };
}

/** The call that the switch key goes to: the next after the one in front, around. */
export function otherCall(screen: CallScreen): string | null {
  if (screen.calls.length < 2) return null;
  const at = screen.calls.findIndex((each) => each.call.id === screen.front);
  return screen.calls[(at + 1) % screen.calls.length]?.call.id ?? null;
}

/** A customer was read again: every open card of theirs shows what is there now. */
export function customerReadAgain(screen: CallScreen, customer: CustomerCard): CallScreen {
  const calls = screen.calls.map((each) =>
    each.card.match === 'one' && each.card.customer.id === customer.id
      ? { ...each, card: { ...each.card, customer: { ...customer, greeting: each.card.customer.greeting } } }
      : each,
  );
  return { ...screen, calls };
}

export function showsCustomer(screen: CallScreen, customerId: number): boolean {
  return screen.calls.some((each) => each.card.match === 'one' && each.card.customer.id === customerId);
}

export function frontCall(screen: CallScreen): CallWithCard | null {
  return screen.front === null ? null : callOn(screen, screen.front);
}

export function callOn(screen: CallScreen, callId: string): CallWithCard | null {
  return screen.calls.find((each) => each.call.id === callId) ?? null;
}

export function isLive(call: CallView): boolean {
  return call.phase !== 'ended';
}

/** Whom a note of this call would be written for; null where nobody is settled yet. */
export function settledCustomer({ call, card }: CallWithCard): number | null {
  if (card.match === 'one' && card.identity !== 'unverified') return card.customer.id;
  return call.customerId;
}

function nextFront(calls: readonly CallWithCard[]): string | null {
  const live = calls.find((each) => isLive(each.call));
  return (live ?? calls.at(-1))?.call.id ?? null;
}

function replaced(calls: readonly CallWithCard[], by: CallWithCard): readonly CallWithCard[] {
  return calls.map((each) => (each.call.id === by.call.id ? by : each));
}

/** Lines promise no order: a call that was answered or ended does not ring again because an event came late. */
function later(known: CallView, told: CallView): CallView {
  return phaseRank(told) < phaseRank(known) ? known : told;
}

function phaseRank(call: CallView): number {
  switch (call.phase) {
    case 'own_dial_ringing':
      return 0;
    case 'ringing':
    case 'dialling':
      return 1;
    case 'answered':
      return 2;
    case 'ended':
      return 3;
  }
}
