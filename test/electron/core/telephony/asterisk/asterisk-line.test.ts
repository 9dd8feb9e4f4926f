import { connect as connectNet, createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createAsteriskLine,
  type AsteriskSettings,
} from '../../../../../electron/core/telephony/asterisk/asterisk-line.ts';
import type { Line, LineClock } from '../../../../../electron/core/telephony/line.ts';
import { startAmiServer, type AmiServer, type AmiServerOptions } from '../ami-server.ts';
import { fastClock, promptClock, until } from '../clocks.ts';
import { createReader, extensions, inWords, recording } from '../recordings.ts';
import { testCertificate } from '../test-certificate.ts';
import { blocksOf, expectNoConfusion, matters } from './closing.ts';
import { channel20 } from './streams.ts';

const open: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.stop();
});

async function serve(options: AmiServerOptions = {}): Promise<AmiServer> {
  const server = await startAmiServer(options);
  open.push({ stop: () => server.close() });
  return server;
}

function lineTo(port: number, settings: Partial<AsteriskSettings> = {}, clock: LineClock = promptClock()) {
  const dropped: string[] = [];
  const line = createAsteriskLine(
    { line: 'pbx', host: '127.0.0.1', port, user: 'ashena', secret: 'secret', extensions, ...settings },
    { clock, onDropped: (reason) => dropped.push(reason) },
  );
  const reader = createReader();
  const statuses: string[] = [];
  line.onEvent((event) => reader.hear(event));
  line.onStatus((status) => statuses.push(status.kind));
  open.unshift(line);
  line.start();
  return { line, reader, statuses, dropped };
}

const is = (line: Line, kind: Line['status']['kind']) =>
  until(() => line.status.kind === kind, `status ${kind}`);
const connectTo = (port: number) => connectNet(port, '127.0.0.1');
const ring = channel20('PJSIP/101-7', '1795312000.7', '1795312000.6', '101', '02188776655');

describe('a line to Asterisk', () => {
  test('connects, logs in without showing the secret, and tells what rings', async () => {
    let conversation = '';
    const server = await serve({
      afterLogin: (client) => client.send(recording('ast20-pjsip__a-inbound-101-09123456789.txt')),
    });
    const spy = createServer((socket) => {
      socket.on('data', (bytes) => (conversation += bytes.toString()));
      socket.pipe(connectTo(server.port)).pipe(socket);
      socket.on('error', () => socket.destroy());
    }).listen(0, '127.0.0.1');
    await until(() => spy.listening);
    open.push({ stop: async () => void spy.close() });
    const address = spy.address();
    const { line, reader } = lineTo(typeof address === 'object' && address ? address.port : 0, {
      secret: 'secret',
    });
    await until(() => reader.happenings.length === 3);
    expect(inWords(reader.happenings)).toBe('101 RINGS 09123456789; 101 ANSWERED; 101 ENDED cause=16');
    expect(line.status.kind).toBe('connected');
    expect(conversation).toContain('AuthType: MD5');
    expect(conversation).not.toMatch(/secret/iu);
  });

  test('stops on a refused password: one try, and none after it', async () => {
    const server = await serve();
    const { line, statuses } = lineTo(server.port, { secret: 'wrong' });
    await is(line, 'refused_password');
    await new Promise((later) => setTimeout(later, 100));
    expect(statuses).toEqual(['connecting', 'refused_password']);
    expect(server.actions.filter((action) => action === 'Login')).toHaveLength(1);
  });

  test.each(['plain', 'md5'] as const)('logs in the %s way when told to', async (login) => {
    const server = await serve({ logins: login === 'plain' ? 'plain-only' : 'md5-only' });
    const { line } = lineTo(server.port, { login });
    await is(line, 'connected');
    expect(server.actions.includes('Challenge')).toBe(login === 'md5');
  });

  test('takes a challenge that is refused, silent or hung up upon for a server without one, where it may', async () => {
    for (const logins of ['plain-only', 'hangs-up-on-challenge'] as const) {
      const server = await serve({ logins });
      const { line } = lineTo(server.port);
      await is(line, 'connected');
      expect(server.actions).toContain('Login');
    }
  });

  test('waits with growing pauses when nobody is there, and comes when somebody is', async () => {
    const server = await serve();
    const { port } = server;
    await server.close();
    open.length = 0;
    const { line, statuses } = lineTo(port, {}, fastClock(20));
    await until(() => statuses.filter((kind) => kind === 'waiting').length === 2);
    expect(line.status).toMatchObject({ kind: 'waiting', reason: 'connection_refused' });
    await line.stop();
    expect(statuses.slice(0, 4)).toEqual(['connecting', 'waiting', 'connecting', 'waiting']);
  });

  test('gives up a server that never answers the login, and tries again', async () => {
    const server = await serve({ logins: 'silent' });
    const { line } = lineTo(server.port, { login: 'md5' }, fastClock(50));
    await is(line, 'waiting');
    expect(line.status).toMatchObject({ reason: 'login_timeout' });
  });

  test('pings, and takes a server that has fallen silent for dead', async () => {
    let silent = false;
    const server = await serve({ answersStatus: false });
    const { line, statuses } = lineTo(server.port, {}, fastClock(50));
    await is(line, 'connected');
    await until(() => server.actions.filter((action) => action === 'Ping').length >= 2);
    expect(line.status.kind).toBe('connected');
    for (const { socket } of server.clients) socket.write = () => (silent = true);
    await until(() => statuses.includes('waiting'));
    expect(silent).toBe(true);
  });

  test('stays for long with a server that answers neither Ping nor Status', async () => {
    const server = await serve({ answersPing: false, answersStatus: false });
    const { line, statuses, reader } = lineTo(server.port, {}, fastClock(50));
    await is(line, 'connected');
    await until(() => server.actions.filter((action) => action === 'Ping').length >= 8);
    server.broadcast(ring.made() + ring.state(5));
    await until(() => reader.happenings.length === 1);
    expect(statuses).toEqual(['connecting', 'connected']);
  });

  test.each([
    ['refuses to list what is alive', 'refuses'],
    ['never answers that', false],
  ] as const)(
    'takes old calls for over, after a while, where the server %s',
    async (_what, answersStatus) => {
      const server = await serve({ answersStatus });
      const { reader } = lineTo(server.port, {}, fastClock(50));
      await until(() => server.clients.length === 1);
      server.broadcast(ring.made() + ring.state(5));
      await until(() => reader.happenings.length === 1);
      server.clients[0]?.close();
      await until(() => reader.happenings.length === 2);
      expect(reader.happenings[1]).toMatchObject({ event: 'missed', uncertain: true });
    },
  );

  test('goes on with a call of which it hears again after a reconnect without a list', async () => {
    const server = await serve({ answersStatus: 'refuses' });
    const { reader } = lineTo(server.port);
    await until(() => server.clients.length === 1);
    server.broadcast(ring.made() + ring.state(5));
    await until(() => reader.happenings.length === 1);
    server.clients[0]?.close();
    await until(() => server.clients.length === 0);
    await until(() => server.clients.length === 1);
    server.broadcast(ring.state(6) + ring.hangup(16));
    await until(() => reader.happenings.length === 3);
    expect(inWords(reader.happenings)).toBe('101 RINGS 02188776655; 101 ANSWERED; 101 ENDED cause=16');
  });

  test('when stopped, tells no more, closes its socket, and does not come back', async () => {
    const server = await serve();
    const { line, reader, statuses } = lineTo(server.port);
    await is(line, 'connected');
    await line.stop();
    server.broadcast(ring.made() + ring.state(5));
    await until(() => server.clients.length === 0);
    expect(reader.happenings).toEqual([]);
    expect(statuses).toEqual(['connecting', 'connected', 'stopped']);
    line.start();
    expect(line.status.kind).toBe('stopped');
  });

  test('speaks TLS with an authority of its own, and refuses a certificate that it cannot trust', async () => {
    const server = await serve({ tls: testCertificate });
    const trusting = lineTo(server.port, { tls: { ca: testCertificate.cert } });
    await is(trusting.line, 'connected');
    const doubting = lineTo(server.port, { tls: {} });
    await is(doubting.line, 'waiting');
    expect(doubting.line.status).toMatchObject({ reason: 'certificate_refused' });
  });

  test('cannot be made to say an action of its own by a line break in a user name', async () => {
    const server = await serve();
    const { line } = lineTo(server.port, { user: 'ashena\r\n\r\nAction: Originate\r\n\r\n', login: 'plain' });
    await is(line, 'refused_password');
    expect(server.actions).toEqual(['Login']);
  });
});

describe('hostile input from a PBX', () => {
  const rest = channel20('PJSIP/101-8', '1795312000.8', '1795312000.6', '101', '09123456789');
  const random = (seed: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length);
    for (let at = 0, x = seed; at < length; at += 1) {
      x = (Math.imul(x, 1_103_515_245) + 12_345) >>> 0;
      bytes[at] = x >>> 16;
    }
    return bytes;
  };

  test.each([
    [
      'a line of 10 MB',
      Buffer.concat([Buffer.from('Event: '), Buffer.alloc(10 * 1024 * 1024, 0x78)]),
      ['line_too_long'],
    ],
    ['10 MB of short lines', Buffer.from('Key: value\r\n'.repeat(900_000)), ['block_too_long']],
    ['random bytes', random(7, 300_000), ['block_too_long']],
    ['half an event', Buffer.from('Event: Newstate\r\nChannel: PJSIP/10'), []],
  ])('%s: dropped with a reason, and the next ring is heard', async (_what, bytes, reasons) => {
    const server = await serve();
    const { line, reader, dropped } = lineTo(server.port);
    await is(line, 'connected');
    server.broadcast(bytes);
    server.broadcast(`\r\n\r\n${rest.made()}${rest.state(5)}`);
    await until(() => reader.happenings.length > 0);
    expect(inWords(reader.happenings)).toBe('101 RINGS 09123456789');
    expect(dropped.slice(0, 1)).toEqual(reasons);
    expect(line.status.kind).toBe('connected');
  });

  test.each([
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['Ali\u202Egnp.exe\u2066\u0007', 'Ali gnp.exe'],
    ['\u200fعلی\u200cرضا', 'علی\u200cرضا'],
    ['x'.repeat(1_000), 'x'.repeat(200)],
    ['😀'.repeat(300), '😀'.repeat(100)],
    ['x'.repeat(100_000), null],
  ])('a caller called %.20s is bounded text and no more', async (name, shown) => {
    const server = await serve();
    const { line, reader } = lineTo(server.port);
    await is(line, 'connected');
    server.broadcast(
      (rest.made() + rest.state(5)).replaceAll('ConnectedLineName: <unknown>', `ConnectedLineName: ${name}`),
    );
    await until(() => reader.happenings.length > 0);
    expect(reader.happenings[0]).toMatchObject({ event: 'rings', number: '09123456789', name: shown });
  });
});

describe('a socket that closes at any event', () => {
  // Every event of every recording is closed at in the slow tests; here, some events of one of each version.
  const places = (file: string): number[] =>
    blocksOf(file)
      .flatMap((text, at) => (matters(text) ? [at + 1] : []))
      .filter((_place, n) => n % 5 === 3);

  test.each(['ast20-pjsip__f-queue-support-102-answers.txt', 'ast11-sip__k-blind-transfer-101-to-102.txt'])(
    'confuses nothing: %s',
    async (file) => {
      for (const place of places(file)) await expectNoConfusion(file, place);
      expect(places(file).length).toBeGreaterThan(3);
    },
  );
});
