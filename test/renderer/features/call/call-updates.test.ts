import { describe, expect, it } from 'vitest';
import type { CallView } from '#shared/contract/calls.ts';
import {
  bringForward,
  changed,
  customerReadAgain,
  emptyScreen,
  frontCall,
  fromActive,
  gone,
  otherCall,
  ringing,
  settledCustomer,
  type CallScreen,
} from '../../../../renderer/features/call/call-updates.ts';
import { callWith, NOW, samples } from '../../gallery/sample-cards.ts';

const { cards } = samples('en');
const known = (id: string, part: Partial<CallView> = {}) => callWith(cards.one, { id, ...part });
const answered = { phase: 'answered', answeredAt: NOW } as const;
const ended = { phase: 'ended', end: 'ended', answeredAt: NOW, endedAt: NOW } as const;
const rung = (...ids: string[]): CallScreen =>
  ids.reduce((screen, id) => ringing(screen, known(id), false), emptyScreen);

describe('Calls on the screen', () => {
  it('shows a ring at once, call and card together', () => {
    const screen = rung('a');
    expect(frontCall(screen)).toEqual(known('a'));
  });

  it('lets a second call wait while the first lives', () => {
    const screen = rung('a', 'b');
    expect(screen.front).toBe('a');
    expect(otherCall(screen)).toBe('b');
    expect(otherCall(bringForward(screen, 'b'))).toBe('a');
  });

  it('brings a new call before one that has ended', () => {
    const screen = changed(rung('a'), known('a', ended).call, null);
    expect(ringing(screen, known('b'), false).front).toBe('b');
  });

  it('does not take an ended call from under the hands of one who writes its note', () => {
    const screen = changed(rung('a'), known('a', ended).call, null);
    const waiting = ringing(screen, known('b'), true);
    expect(waiting.front).toBe('a');
    expect(changed(waiting, known('b', answered).call, null).front).toBe('b');
  });

  it('takes a repeated ring as the same call', () => {
    const screen = ringing(rung('a'), known('a'), false);
    expect(screen.calls).toHaveLength(1);
  });

  it('never goes back from answered to ringing when events come late', () => {
    const screen = changed(rung('a'), known('a', answered).call, null);
    expect(frontCall(changed(screen, known('a').call, null))?.call.phase).toBe('answered');
    expect(frontCall(ringing(screen, known('a'), false))?.call.phase).toBe('answered');
    const over = changed(screen, known('a', ended).call, null);
    expect(frontCall(changed(over, known('a', answered).call, null))?.call.phase).toBe('ended');
  });

  it('keeps the card when only the call changed, and takes a new one when it came', () => {
    const screen = changed(rung('a'), known('a', answered).call, null);
    expect(frontCall(screen)?.card).toEqual(cards.one);
    expect(frontCall(changed(screen, known('a', answered).call, cards.none))?.card).toEqual(cards.none);
  });

  it('takes a call that it never heard of only with its card', () => {
    expect(changed(emptyScreen, known('a', answered).call, null)).toBe(emptyScreen);
    expect(changed(emptyScreen, known('a', answered).call, cards.one).front).toBe('a');
  });

  it('brings the waiting call forward when the one in front leaves', () => {
    const screen = gone(rung('a', 'b'), 'a');
    expect(screen.front).toBe('b');
    expect(gone(screen, 'b')).toEqual(emptyScreen);
    expect(gone(screen, 'unheard of')).toEqual(screen);
  });

  it('believes what was read again, and stays with the call in front while it is there', () => {
    const screen = bringForward(rung('a', 'b'), 'b');
    expect(fromActive(screen, [known('a'), known('b', answered)]).front).toBe('b');
    expect(fromActive(screen, [known('c')]).front).toBe('c');
    expect(fromActive(screen, [])).toEqual(emptyScreen);
  });

  it('renews a customer on every card that shows them', () => {
    const screen = customerReadAgain(rung('a'), { ...cards.one.customer, displayName: 'Someone' });
    const card = frontCall(screen)?.card;
    expect(card?.match === 'one' && card.customer.displayName).toBe('Someone');
  });
});

describe('Whom a note is written for', () => {
  it('is the known caller, or the one confirmed', () => {
    expect(settledCustomer(callWith(cards.one))).toBe(7);
    expect(settledCustomer(callWith(cards.verified))).toBe(7);
  });

  it('is nobody on a shared, guessed, unconfirmed or new number', () => {
    for (const card of [
      cards.several,
      cards.maybe,
      cards.none,
      cards.withheld,
      cards.unverified,
      cards.unavailable,
    ]) {
      expect(settledCustomer(callWith(card))).toBeNull();
    }
  });
});
