import { readdirSync, readFileSync } from 'node:fs';
import { createAmiParser } from '../../../../electron/core/telephony/asterisk/ami-parser.ts';
import { createTranslator } from '../../../../electron/core/telephony/asterisk/translator.ts';
import { advance, noCalls, type CallState, type Happening } from '../../../../shared/domain/call-state.ts';
import type { LineEvent } from '../../../../shared/domain/line-event.ts';

const folder = new URL('../../../fixtures/ami/', import.meta.url);

export const extensions = ['101', '102'];

export function recording(file: string): Buffer {
  return readFileSync(new URL(file, folder));
}

export function allRecordings(): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.txt'));
}

/** The rows of expected.tsv: what each extension's screen must have shown, in order. */
export function expectations(): { file: string; expected: string }[] {
  const rows = readFileSync(new URL('expected.tsv', folder), 'utf8').trim().split('\n').slice(1);
  return rows.map((row) => {
    const [file = '', expected = ''] = row.split('\t');
    return { file, expected };
  });
}

type Shown = Pick<Happening, 'event' | 'extension' | 'number' | 'cause'>;

const words: Partial<Record<string, (shown: Shown) => string>> = {
  rings: ({ number }) => `RINGS ${number ?? 'no number'}`,
  own_dial_rings: () => 'RINGS (our click-to-dial leg)',
  answered: () => 'ANSWERED',
  ended: ({ cause }) => `ENDED cause=${cause}`,
  missed: ({ cause }) => `MISSED cause=${cause}`,
  elsewhere: ({ cause }) => `ELSEWHERE cause=${cause}`,
  busy: ({ cause }) => `BUSY cause=${cause}`,
  never_rang: ({ cause }) => `NEVER RANG cause=${cause}`,
  dials: ({ number }) => `dials ${number}`,
  far_end_answered: () => 'far end answered',
  connected_to: ({ number }) => `connected to ${number}`,
};

/** Writes happenings in the words of expected.tsv; of a burst, whose calls interleave, it counts the kinds. */
export function inWords(happenings: readonly Shown[], counted = false): string {
  const said = happenings.filter((h) => h.event !== 'stopped');
  if (!counted) return said.map((h) => `${h.extension} ${words[h.event]?.(h)}`).join('; ');
  const kinds = said.map((h) => `${h.extension} ${h.event.toUpperCase()}`);
  return [...new Set(kinds)]
    .map((kind) => `${kinds.filter((k) => k === kind).length} × ${kind}`)
    .toSorted()
    .join('; ');
}

export function expectedInWords(expected: string): { text: string; counted: boolean } {
  const counted = expected.includes('×');
  return { counted, text: counted ? expected.split('; ').toSorted().join('; ') : expected };
}

/** Reads a stream, cut as given, as the line would, without a socket. */
export function createReader(context = { extensionDigits: [3, 4] as const, colleagues: new Set<string>() }) {
  const parser = createAmiParser();
  const translator = createTranslator({ line: 'pbx', server: 'pbx.test', extensions });
  const happenings: Happening[] = [];
  const events: LineEvent[] = [];
  let state: CallState = noCalls;
  let at = 1_795_000_000_000;
  return {
    happenings,
    events,
    translator,
    get state() {
      return state;
    },
    feed(bytes: Uint8Array) {
      for (const item of parser.push(bytes)) {
        at += 1;
        if (item.kind === 'block')
          for (const event of translator.translate(item.fields, at)) this.hear(event);
      }
    },
    hear(event: LineEvent) {
      events.push(event);
      const step = advance(state, event, context);
      state = step.state;
      happenings.push(...step.happenings);
    },
  };
}
