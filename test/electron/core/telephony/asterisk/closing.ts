import { expect } from 'vitest';
import { callsInProgress } from '../../../../../shared/domain/call-view.ts';
import { createAsteriskLine } from '../../../../../electron/core/telephony/asterisk/asterisk-line.ts';
import { createAmiParser } from '../../../../../electron/core/telephony/asterisk/ami-parser.ts';
import { startAmiServer, type AmiServer } from '../ami-server.ts';
import { promptClock, until } from '../clocks.ts';
import {
  createReader,
  expectations,
  expectedInWords,
  extensions,
  inWords,
  recording,
} from '../recordings.ts';

/** The recording cut into its blocks, without what came before the first event. */
export function blocksOf(file: string): string[] {
  const blocks = recording(file).toString('utf8').split('\r\n\r\n').slice(0, -1);
  return blocks.filter((text) => text.includes('Event: ')).map((text) => `${text}\r\n\r\n`);
}

/** Whether a block is one that the calls depend on: the others make no difference to where the socket closes. */
export function matters(text: string): boolean {
  return /^Event: (?:Newchannel|Newstate|NewConnectedLine|Hangup|Bridge|Dial\w*|\w*Join|\w*Leave|\w*Abandon)\r/u.test(
    text,
  );
}

/** What `Action: Status` would list after these blocks, in the words of the recording's version. */
export function statusAfter(blocks: readonly string[]): string[] {
  const alive = new Map<string, Map<string, string>>();
  for (const item of createAmiParser().push(Buffer.from(blocks.join('')))) {
    if (item.kind !== 'block') continue;
    const id = item.fields.get('uniqueid') ?? '';
    const event = item.fields.get('event');
    if (event === 'Hangup') alive.delete(id);
    else if (
      event === 'Newchannel' ||
      event === 'Newstate' ||
      (event === 'NewConnectedLine' && alive.has(id))
    )
      alive.set(id, new Map([...(alive.get(id) ?? []), ...item.fields]));
  }
  return [...alive.values()].map((fields) =>
    [...fields]
      .filter(([key]) => key !== 'event' && key !== 'privilege')
      .map(([key, value]) => `${key}: ${value}`)
      .join('\r\n'),
  );
}

/**
 * Plays the recording over a real socket that closes behind the first `upTo` blocks; after the reconnect the list of
 * what is alive is answered. With `rest`, nothing was lost meanwhile and the rest follows; else all of it was lost.
 */
async function playWithClose(file: string, upTo: number, rest: boolean) {
  const blocks = blocksOf(file);
  const before = blocks.slice(0, upTo);
  const reader = createReader();
  let connections = 0;
  let lists = 0;
  const server: AmiServer = await startAmiServer({
    status: () => (connections === 1 || !rest ? [] : statusAfter(before)),
    afterLogin: () => (connections += 1),
  });
  const line = createAsteriskLine(
    {
      line: 'pbx',
      host: '127.0.0.1',
      port: server.port,
      user: 'ashena',
      secret: 'secret',
      extensions,
      login: 'plain',
    },
    { clock: promptClock() },
  );
  line.onEvent((event) => {
    if (event.kind === 'resynced') lists += 1;
    reader.hear(event);
  });
  line.start();
  await until(() => lists === 1, 'the first list');
  server.broadcast(before.join(''));
  // Ends the connection behind what was sent, as a restarting server does.
  server.clients[0]?.socket.end();
  await until(() => lists === 2, 'the second list');
  if (rest) {
    server.broadcast(
      blocks.slice(upTo).join('') +
        'Event: Newchannel\r\nChannel: SIP/101-end\r\nChannelState: 0\r\nUniqueid: 9.9\r\n\r\n',
    );
    await until(() => reader.events.some((event) => 'leg' in event && event.leg === '9.9'), 'the end');
  }
  await line.stop();
  await server.close();
  return reader;
}

const verdicts = new Set(['ended', 'missed', 'elsewhere', 'busy', 'never_rang']);

/** With nothing lost the list is as always; with the rest lost, what began has ended, once, and nothing hangs. */
export async function expectNoConfusion(file: string, place: number): Promise<void> {
  const expected = expectedInWords(expectations().find((row) => row.file === file)?.expected ?? '');
  const whole = await playWithClose(file, place, true);
  expect({ place, told: inWords(whole.happenings, expected.counted) }).toEqual({
    place,
    told: expected.text,
  });
  const { happenings, state } = await playWithClose(file, place, false);
  const began = happenings.filter(({ event }) => /^(?:rings|dials|own_dial_rings)$/u.test(event));
  const ended = happenings.filter(
    ({ event, leg }) => verdicts.has(event) && began.some((one) => one.leg === leg),
  );
  expect(callsInProgress(state)).toEqual([]);
  expect({ place, legs: ended.map(({ leg }) => leg).toSorted() }).toEqual({
    place,
    legs: began.map(({ leg }) => leg).toSorted(),
  });
}
