import { describe, expect, it } from 'vitest';
import type { CoreEvent } from '#shared/contract/contract.ts';
import { makeEventLog } from '../../../electron/core/event-log.ts';
import { makeSessions, nobody, type Identity } from '../../../electron/core/sessions.ts';

function makeHouse(options: { capacity?: number; initial?: Identity } = {}) {
  let count = 0;
  const failures: unknown[] = [];
  const sessions = makeSessions({
    newId: () => `s${(count += 1)}`,
    initial: () => options.initial ?? nobody,
    isWatched: (id) => log.isWatched(id),
    onForgotten: (id) => log.forget(id),
  });
  const log = makeEventLog({
    sessions: () => sessions.all(),
    onListenerFailed: (failure) => failures.push(failure),
    ...(options.capacity === undefined ? {} : { capacity: options.capacity }),
  });
  return { sessions, log, failures };
}

const agent = (extension: string): Identity => ({ agentId: 1, role: 'agent', extension });
const gone = (callId: string) => ['call.gone', { callId }] as const;

describe('sessions', () => {
  it('gives a window the same session after a reload, with its agent', () => {
    const { sessions } = makeHouse();
    const first = sessions.open('window-1');
    sessions.assume(first.id, agent('101'));
    expect(sessions.open('window-1')).toEqual({ ...first, ...agent('101') });
    expect(sessions.open('window-2').id).not.toBe(first.id);
  });

  it('seats whom it is told to at a new window', () => {
    const { sessions } = makeHouse({ initial: agent('105') });
    expect(sessions.open('w')).toMatchObject(agent('105'));
  });

  it('forgets the windows of long ago, but none that listens', () => {
    const { sessions, log } = makeHouse();
    const watched = sessions.open('watched');
    log.subscribe(watched.id, () => undefined);
    const old = sessions.open('old');
    const terminal = sessions.openForGood({ agentId: null, role: 'administrator', extension: null });
    for (let n = 0; n < 100; n += 1) sessions.open(`w${n}`);
    expect(sessions.get(terminal.id)).toEqual(terminal);
    expect(sessions.get(watched.id)).not.toBeNull();
    expect(sessions.get(old.id)).toBeNull();
    expect(sessions.all().length).toBeLessThanOrEqual(66);
  });
});

describe('events', () => {
  it('are numbered from one for each session, in order', () => {
    const { sessions, log } = makeHouse({ initial: agent('101') });
    const [a, b] = [sessions.open('a'), sessions.open('b')];
    const heard: CoreEvent[] = [];
    log.subscribe(a.id, (event) => heard.push(event));
    log.emit('call.gone', { callId: 'x' }, { to: 'session', sessionId: b.id });
    log.emit(...gone('1'));
    log.emit(...gone('2'));
    expect(heard.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(log.seqOf(b.id)).toBe(3);
  });

  it('reach the windows of one extension only', () => {
    const { sessions, log } = makeHouse({ initial: agent('101') });
    const [a, b] = [sessions.open('a'), sessions.open('b')];
    sessions.assume(b.id, agent('102'));
    log.emit('call.gone', { callId: 'x' }, { to: 'extension', extension: '102' });
    expect([log.seqOf(a.id), log.seqOf(b.id)]).toEqual([0, 1]);
  });

  it('of calls do not reach a window where nobody has been chosen, and take no number there', () => {
    const { sessions, log } = makeHouse();
    const { id } = sessions.open('a');
    log.emit(...gone('x'));
    log.emit('app.reload', {});
    expect(log.seqOf(id)).toBe(1);
  });

  it('missed while a window was away are told when it comes back, before anything new', () => {
    const { sessions, log } = makeHouse({ initial: agent('101') });
    const { id } = sessions.open('a');
    const heard: number[] = [];
    const stop = log.subscribe(id, ({ seq }) => heard.push(seq));
    log.emit(...gone('1'));
    stop();
    log.emit(...gone('2'));
    log.emit(...gone('3'));
    expect(log.holdsSince(id, 1)).toBe(true);
    log.subscribe(id, ({ seq }) => heard.push(seq), 1);
    log.emit(...gone('4'));
    expect(heard).toEqual([1, 2, 3, 4]);
  });

  it('that are held no more are not pretended to be', () => {
    const { sessions, log } = makeHouse({ initial: agent('101'), capacity: 2 });
    const { id } = sessions.open('a');
    for (const callId of ['1', '2', '3']) log.emit(...gone(callId));
    expect(log.holdsSince(id, 0)).toBe(false);
    expect(log.holdsSince(id, 1)).toBe(true);
    expect(log.holdsSince(id, 3)).toBe(true);
    expect(log.holdsSince(id, 4)).toBe(false); // a number from another life of the core
  });

  it('reach the other listeners when one of them throws', () => {
    const { sessions, log, failures } = makeHouse({ initial: agent('101') });
    const { id } = sessions.open('a');
    const heard: CoreEvent[] = [];
    log.subscribe(id, () => {
      throw new Error('broken window');
    });
    log.subscribe(id, (event) => heard.push(event));
    log.emit(...gone('1'));
    expect(heard).toHaveLength(1);
    expect(failures).toHaveLength(1);
  });

  it('end for one of two equal listeners without ending for the other', () => {
    const { sessions, log } = makeHouse({ initial: agent('101') });
    const { id } = sessions.open('a');
    let heard = 0;
    const listener = (): void => void (heard += 1);
    const stop = log.subscribe(id, listener);
    log.subscribe(id, listener);
    stop();
    log.emit(...gone('1'));
    expect(heard).toBe(1);
  });
});
