import { randomUUID } from 'node:crypto';
import type { LineSettings } from '#shared/contract/settings.ts';
import { advance, type CallState, noCalls } from '#shared/domain/call-state.ts';
import type { Emit, Log } from '../feature.ts';
import { tryLine } from '../telephony/running-lines.ts';

export type LineTests = ReturnType<typeof makeLineTests>;

/** "Test this line": connects beside the running lines and tells one window what is heard, for some seconds. */
export function makeLineTests(tools: { readonly emit: Emit; readonly log: Log }) {
  const tests = new Map<string, { end: () => Promise<void>; timer: NodeJS.Timeout }>();

  return { start, stop, stopAll };

  function start(settings: LineSettings, secret: string, seconds: number, sessionId: string): string {
    const testId = randomUUID();
    const audience = { to: 'session', sessionId } as const;
    const context = { extensionDigits: settings.profile.extensionDigits, colleagues: new Set<string>() };
    let state: CallState = noCalls;
    const end = tryLine(
      settings,
      secret,
      {
        onStatus: (status) => tools.emit('line.tested', { testId, status, event: null }, audience),
        onEvent(heard) {
          const step = advance(state, heard, context);
          state = step.state;
          for (const { at, event, extension, number, name, call, cause } of step.happenings) {
            if (event === 'stopped') continue;
            const told = { at, event, extension, number, name, call, cause };
            tools.emit('line.tested', { testId, status: null, event: told }, audience);
          }
        },
      },
      tools.log,
    );
    tests.set(testId, { end, timer: setTimeout(() => void stop(testId), seconds * 1_000) });
    return testId;
  }

  async function stop(testId: string): Promise<void> {
    const test = tests.get(testId);
    if (test === undefined) return;
    tests.delete(testId);
    clearTimeout(test.timer);
    await test.end();
  }

  async function stopAll(): Promise<void> {
    await Promise.all([...tests.keys()].map(stop));
  }
}
