import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { startAmiServer, type AmiServer, type AmiServerOptions } from './core/telephony/ami-server.ts';
import { allRecordings, recording } from './core/telephony/recordings.ts';
import { play, runLineTest, whereToListen } from './line-test-run.ts';

let server: AmiServer | null = null;
afterEach(async () => {
  await server?.close();
  server = null;
});

async function listenTo(options: AmiServerOptions, args: readonly string[] = [], secret = 'secret') {
  server = await startAmiServer(options);
  return runLineTest([...whereToListen(server.port), '--seconds', '0.5', ...args], secret);
}

describe('the line-test command', () => {
  test('prints exactly the seven keys, the time as UTC in ISO 8601, and a withheld number as null', async () => {
    const { lines } = await listenTo(play('ast20-pjsip__e1-inbound-101-anonymous.txt'));
    const first: Record<string, unknown> = JSON.parse(lines[0] ?? '');
    expect(Object.keys(first)).toEqual(['at', 'event', 'extension', 'number', 'name', 'call', 'cause']);
    expect(first).toMatchObject({ event: 'rings', extension: '101', number: null, cause: null });
    expect(new Date(String(first['at'])).toISOString()).toBe(first['at']);
  });

  test.each(['both', 'plain-only', 'md5-only', 'hangs-up-on-challenge'] as const)(
    'logs in where the server accepts: %s',
    async (logins) => {
      const { code, printed } = await listenTo({
        ...play('ast11-sip__a-inbound-101-09123456789.txt'),
        logins,
      });
      expect(printed.map(({ event }) => event)).toEqual(['rings', 'answered', 'ended']);
      expect(code).toBe(0);
    },
  );

  test('hears events where the server greets nobody, answers no ping and lists no status', async () => {
    const quiet = { greets: false, answersPing: false, answersStatus: false };
    const { printed } = await listenTo({
      ...play('ast20-pjsip__g-inbound-101-caller-gives-up.txt'),
      ...quiet,
    });
    expect(printed.map(({ event }) => event)).toEqual(['rings', 'missed']);
  });

  test('does not take an empty status list for the end of calls that began after it was asked for', async () => {
    const bytes = recording('ast20-pjsip__a-inbound-101-09123456789.txt');
    const half = bytes.indexOf('\r\n\r\n', bytes.indexOf('ChannelState: 5\r\n')) + 4;
    const afterLogin: AmiServerOptions['afterLogin'] = (client) => {
      client.send(bytes.subarray(0, half));
      setTimeout(() => client.send(bytes.subarray(half)), 200);
    };
    const { printed } = await listenTo({ afterLogin });
    expect(printed.map(({ event }) => event)).toEqual(['rings', 'answered', 'ended']);
  });

  test('leaves out extensions that were not asked for', async () => {
    server = await startAmiServer(play('ast20-pjsip__f-queue-support-102-answers.txt'));
    const { printed } = await runLineTest([...whereToListen(server.port, ['102']), '--seconds', '0.5']);
    expect(new Set(printed.map(({ extension }) => extension))).toEqual(new Set(['102']));
  });

  test.each(allRecordings().filter((file) => file.includes('__n-')))(
    'exits with 2 and a sentence when the login is refused: %s',
    async (file) => {
      const raw = createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end(recording(file)));
      }).listen(0, '127.0.0.1');
      await once(raw, 'listening');
      const address = raw.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const { code, lines, complaints } = await runLineTest(whereToListen(port));
      raw.close();
      expect({ code, lines }).toEqual({ code: 2, lines: [] });
      expect(complaints).toMatch(/refuses this user or secret/u);
    },
  );

  test('exits with 2 on a wrong secret, and never prints it', async () => {
    const { code, lines, complaints } = await listenTo({}, [], 'wrong-one');
    expect({ code, lines }).toEqual({ code: 2, lines: [] });
    expect(complaints).toMatch(/refuses this user or secret/u);
    expect(complaints).not.toContain('wrong-one');
    expect(server?.actions.filter((action) => action === 'Login')).toHaveLength(1);
  });

  test('exits with 2 when nobody listens there', async () => {
    server = await startAmiServer();
    const { port } = server;
    await server.close();
    server = null;
    const { code, complaints } = await runLineTest(whereToListen(port));
    expect(code).toBe(2);
    expect(complaints).toMatch(/Nothing listens there/u);
  });

  test.each([
    ['no address', ['--user', 'u', '--secret-env', 'AMI_SECRET', '--extension', '1']],
    [
      'a port out of range',
      ['--ami', 'h:99999', '--user', 'u', '--secret-env', 'AMI_SECRET', '--extension', '1'],
    ],
    [
      'a variable that is not set',
      ['--ami', 'h:1', '--user', 'u', '--secret-env', 'NOT_SET', '--extension', '1'],
    ],
    ['no extension', ['--ami', 'h:1', '--user', 'u', '--secret-env', 'AMI_SECRET']],
    [
      'seconds that are none',
      ['--ami', 'h:1', '--user', 'u', '--secret-env', 'AMI_SECRET', '--extension', '1', '--seconds', 'x'],
    ],
    ['an option it does not know', ['--nonsense']],
  ])('exits with 64 on %s', async (_what, args) => {
    const { code, lines, complaints } = await runLineTest(args);
    expect({ code, lines }).toEqual({ code: 64, lines: [] });
    expect(complaints).toMatch(/Usage:/u);
  });
});
