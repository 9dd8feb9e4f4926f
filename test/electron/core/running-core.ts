import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  CoreEvent,
  EventBody,
  EventName,
  InputOf,
  MethodName,
  OutputOf,
} from '#shared/contract/contract.ts';
import type { Envelope } from '#shared/contract/errors.ts';
import { createCore } from '../../../electron/core/create-core.ts';
import type { Core } from '../../../electron/core/core.ts';

/** A real core on a folder of its own: real store, real lanes, answers parsed. The test rings its simulated line. */
export type RunningCore = {
  readonly core: Core;
  readonly folder: string;
  /** Codes that were logged, in order. */
  readonly logged: readonly string[];
  readonly events: readonly CoreEvent[];
  call<N extends MethodName>(name: N, input: InputOf<N>): Promise<Envelope<OutputOf<N>>>;
  /** The value, or the test fails with the error's code. */
  must<N extends MethodName>(name: N, input: InputOf<N>): Promise<OutputOf<N>>;
  /** The next event of this name after those already awaited. */
  next<N extends EventName>(name: N): Promise<EventBody<N>>;
  close(): Promise<void>;
};

export const laneEntry = new URL('../../../electron/core/lanes/lane-worker.ts', import.meta.url);

export async function runCore(folder = mkdtempSync(join(tmpdir(), 'ashena-core-'))): Promise<RunningCore> {
  const logged: string[] = [];
  const core = await createCore({
    dataFolder: folder,
    laneEntry,
    version: 'test',
    checkOutput: true,
    defaultAppearance: { language: 'fa', theme: 'system', calendar: 'jalali', form: 'wide' },
    log: (_level, code) => void logged.push(code),
  });
  const session = core.openSession('window');
  const events: CoreEvent[] = [];
  const awaited = new Map<string, number>();
  core.subscribe(session.id, (event) => void events.push(event));

  const call = (async (name, input) => await core.call(session, name, input)) as RunningCore['call'];
  return {
    core,
    folder,
    logged,
    events,
    call,
    async must(name, input) {
      const envelope = await call(name, input);
      if (!envelope.ok)
        throw new Error(`${name}: ${envelope.error.code} ${JSON.stringify(envelope.error.details)}`);
      return envelope.value;
    },
    async next(name) {
      const wanted = awaited.get(name) ?? 0;
      const deadline = Date.now() + 5_000;
      while (Date.now() < deadline) {
        const found = events.filter((event) => event.name === name)[wanted];
        if (found !== undefined) {
          awaited.set(name, wanted + 1);
          return found.body as never;
        }
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`no ${name} within five seconds`);
    },
    async close() {
      await core.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const firstAgent = {
  language: 'fa',
  company: 'آژانس',
  displayName: 'سارا',
  extension: '101',
} as const;

export const ringOf = (number: string | null) =>
  ({
    number,
    name: null,
    extension: null,
    direction: 'inbound',
    answerAfter: null,
    hangUpAfter: null,
  }) as const;

export const newPerson = (familyName: string, number: string | null) =>
  ({
    kind: 'person',
    honorific: null,
    title: null,
    givenName: null,
    familyName,
    number,
    origin: 'called',
  }) as const;
