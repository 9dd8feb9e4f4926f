import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { Refusal } from '#shared/contract/errors.ts';
import { type Appearance, appearance, type LineSettings, lineSettings } from '#shared/contract/settings.ts';
import type { Caller, LaneFeature, MainHandlers, MainTools } from '../feature.ts';
import type { RunningLines } from '../telephony/running-lines.ts';
import type { LineTests } from './line-tests.ts';
import type { SettingsCache } from './settings-cache.ts';
import { readSecret, readSettings, writeSecret, writeSettings } from './settings.queries.ts';

export const settingsLane: LaneFeature = ({ reader, writer, apply }) => {
  if (writer === null || apply === null) return {};
  return {
    internal: {
      'settings.read': ({ prefix }) => ({ entries: readSettings(reader, prefix) }),
      'settings.write': ({ label, entries }, caller) => ({
        operationId: writeSettings(apply, label, caller?.agentId ?? null, entries),
      }),
      'secrets.read': ({ key }) => ({ value: readSecret(reader, key) }),
      'secrets.write': ({ key, value }) => {
        writeSecret(writer, key, value);
        return { written: true };
      },
    },
  };
};

const lineList = z.array(lineSettings);
const numberList = z.array(z.string());

export function savedLines(settings: SettingsCache): LineSettings[] {
  return settings.get('node/lines', lineList, []);
}

export function ownNumbers(settings: SettingsCache): string[] {
  return settings.get('branch/ownNumbers', numberList, []);
}

export function ignoredNumbers(settings: SettingsCache): string[] {
  return settings.get('branch/ignoredNumbers', numberList, []);
}

/** The look that this agent chose, else this machine's; before the first choice, `fallback`. */
export function appearanceOf(settings: SettingsCache, caller: Caller, fallback: Appearance): Appearance {
  const machine = settings.get('node/appearance', appearance, fallback);
  return settings.get(appearanceKey(caller), appearance, machine);
}

function appearanceKey({ agentId }: Caller): string {
  return agentId === null ? 'node/appearance' : `agent:${agentId}/appearance`;
}

export function lineSecretKey(lineId: string): string {
  return `line/${lineId}`;
}

export function settingsMain(
  tools: MainTools,
  settings: SettingsCache,
  lines: RunningLines,
  tests: LineTests,
  onLinesChanged: () => void,
  defaultAppearance: Appearance,
): MainHandlers {
  const { ask, emit } = tools;
  return {
    'appearance.get': (_input, caller) => appearanceOf(settings, caller, defaultAppearance),
    'appearance.set': async (change, caller) => {
      const next = { ...appearanceOf(settings, caller, defaultAppearance), ...defined(change) };
      const keys = new Set(['node/appearance', appearanceKey(caller)]);
      await settings.set(
        'appearance.set',
        [...keys].map((key) => ({ key, value: next })),
        caller,
      );
      emit('appearance.changed', next, { to: 'session', sessionId: caller.sessionId });
      return next;
    },
    'lines.list': async () => {
      const listed = savedLines(settings).map(async (one) => {
        const { value } = await ask('secrets.read', { key: lineSecretKey(one.id) });
        return { settings: one, hasSecret: value !== null, status: lines.statusOf(one) };
      });
      return {
        lines: await Promise.all(listed),
        ownNumbers: ownNumbers(settings),
        ignoredNumbers: ignoredNumbers(settings),
      };
    },
    'lines.save': async ({ settings: line, secret: given }, caller) => {
      const key = lineSecretKey(line.id);
      const { value: stored } = await ask('secrets.read', { key });
      // The HTTP line's token is ours to make: a word that people choose would be guessed.
      const token = line.kind === 'http' && stored === null ? randomBytes(24).toString('base64url') : null;
      const secret = token ?? given ?? stored;
      if (secret === null) throw secretMissing();
      if (secret !== stored) await ask('secrets.write', { key, value: secret });
      const others = savedLines(settings).filter(({ id }) => id !== line.id);
      await settings.set('lines.save', [{ key: 'node/lines', value: [...others, line] }], caller);
      await lines.start(line, secret);
      onLinesChanged();
      return { token };
    },
    'lines.remove': async ({ lineId }, caller) => {
      const kept = savedLines(settings).filter(({ id }) => id !== lineId);
      await settings.set('lines.remove', [{ key: 'node/lines', value: kept }], caller);
      await ask('secrets.write', { key: lineSecretKey(lineId), value: null });
      await lines.stop(lineId);
      onLinesChanged();
      return {};
    },
    'lines.saveNumbers': async ({ ownNumbers: own, ignoredNumbers: ignored }, caller) => {
      const entries = [
        { key: 'branch/ownNumbers', value: own },
        { key: 'branch/ignoredNumbers', value: ignored },
      ];
      await settings.set('lines.saveNumbers', entries, caller);
      return {};
    },
    'lines.test': async ({ settings: line, secret: given, seconds }, caller) => {
      const secret = given ?? (await ask('secrets.read', { key: lineSecretKey(line.id) })).value;
      if (secret === null) throw secretMissing();
      return { testId: tests.start(line, secret, seconds, caller.sessionId) };
    },
    'lines.stopTest': async ({ testId }) => {
      await tests.stop(testId);
      return {};
    },
    'numbers.ignore': async ({ number }, caller) => {
      const ignored = ignoredNumbers(settings);
      const value = ignored.includes(number) ? ignored : [...ignored, number];
      const entries = [{ key: 'branch/ignoredNumbers', value }];
      return { operationId: await settings.set('numbers.ignore', entries, caller) };
    },
  };
}

function secretMissing(): Refusal {
  const issues = [{ path: 'secret', message: 'required' }];
  return new Refusal('bad_input', 'the line has no password yet', { issues });
}

/** A partial input says `undefined` for what it leaves alone. */
function defined(change: { [K in keyof Appearance]?: Appearance[K] | undefined }): Partial<Appearance> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
