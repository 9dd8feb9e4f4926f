import { describe, expect, test } from 'vitest';
import { createSimulatedLine } from '../../../../electron/core/telephony/simulated.ts';
import { handClock } from './clocks.ts';
import { createReader, inWords } from './recordings.ts';

function startLine() {
  const clock = handClock();
  const line = createSimulatedLine('simulated', clock);
  const reader = createReader();
  line.onEvent((event) => reader.hear(event));
  line.start();
  return { clock, line, reader, told: () => inWords(reader.happenings) };
}

const customer = { number: '09123456789', name: 'علی', extension: '101' };

describe('the simulated line', () => {
  test('rings, answers and hangs up by itself, in the time it was told', () => {
    const { clock, line, told } = startLine();
    line.ring({ ...customer, answerAfterMs: 2_000, hangUpAfterMs: 5_000 });
    expect(told()).toBe('101 RINGS 09123456789');
    clock.pass(2_000);
    expect(told()).toBe('101 RINGS 09123456789; 101 ANSWERED');
    clock.pass(4_999);
    expect(told()).toBe('101 RINGS 09123456789; 101 ANSWERED');
    clock.pass(1);
    expect(told()).toBe('101 RINGS 09123456789; 101 ANSWERED; 101 ENDED cause=16');
  });

  test('is missed when nobody answers, busy or elsewhere when told so', () => {
    const { clock, line, told } = startLine();
    line.ring({ ...customer, hangUpAfterMs: 1_000 });
    clock.pass(1_000);
    line.hangUp(line.ring(customer).call, 17);
    line.hangUp(line.ring(customer).call, 26);
    const rings = '101 RINGS 09123456789';
    expect(told()).toBe(
      `${rings}; 101 MISSED cause=16; ${rings}; 101 BUSY cause=17; ${rings}; 101 ELSEWHERE cause=26`,
    );
  });

  test('answers, transfers and hangs up on command, once', () => {
    const { line, told } = startLine();
    const { call } = line.ring({ ...customer, number: '102' });
    expect([line.answer(call), line.connect(call, customer), line.hangUp(call), line.hangUp(call)]).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(line.answer('no-such-call')).toBe(false);
    expect(told()).toBe('101 RINGS 102; 101 ANSWERED; 101 connected to 09123456789; 101 ENDED cause=16');
  });

  test('rings with a withheld number, dials out, and rings our own phone', () => {
    const { line, told } = startLine();
    line.ring({ ...customer, number: null });
    line.ring({ ...customer, direction: 'outbound' });
    line.ring({ ...customer, direction: 'own-dial' });
    expect(told()).toBe('101 RINGS no number; 101 dials 09123456789; 101 RINGS (our click-to-dial leg)');
  });

  test('when stopped, keeps silent', async () => {
    const { clock, line, told } = startLine();
    line.ring({ ...customer, answerAfterMs: 1_000 });
    await line.stop();
    clock.pass(2_000);
    expect(told()).toBe('101 RINGS 09123456789');
    expect(line.status.kind).toBe('stopped');
  });

  test('goes on when one of its listeners fails', async () => {
    const { line, told } = startLine();
    const caught = new Promise((resolve) => process.once('uncaughtException', resolve));
    const listeners = process.listeners('uncaughtException').slice(0, -1);
    for (const one of listeners) process.off('uncaughtException', one);
    line.onEvent(() => {
      throw new Error('a bug');
    });
    line.ring(customer);
    expect(await caught).toMatchObject({ message: 'A listener of a line failed' });
    for (const one of listeners) process.on('uncaughtException', one);
    expect(told()).toBe('101 RINGS 09123456789');
  });
});
