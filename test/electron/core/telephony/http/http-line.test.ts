import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { createHttpLine, type HttpLine } from '../../../../../electron/core/telephony/http/http-line.ts';
import { until } from '../clocks.ts';
import { createReader, inWords } from '../recordings.ts';

const token = 'a-token-that-nobody-guesses';
const open: HttpLine[] = [];
afterEach(async () => {
  for (const line of open.splice(0)) await line.stop();
});

async function startLine() {
  const line = createHttpLine({ line: 'hook', port: 0, token, extension: '101' });
  const reader = createReader();
  line.onEvent((event) => reader.hear(event));
  open.push(line);
  line.start();
  await until(() => line.status.kind === 'connected');
  return { line, reader, told: () => inWords(reader.happenings) };
}

type Wish = { path?: string; method?: string; headers?: Record<string, string>; body?: string };

async function send(line: HttpLine, wish: Wish): Promise<{ status: number; answer: unknown }> {
  const { path = `/line/${token}`, method = 'POST', headers = {}, body = '' } = wish;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: line.port,
        path,
        method,
        headers: { 'content-type': 'application/json', ...headers },
      },
      (response) => {
        let text = '';
        response.on('data', (part: Buffer) => (text += part.toString()));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, answer: JSON.parse(text) }));
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });
}

const report = (line: HttpLine, body: object) => send(line, { body: JSON.stringify(body) });
const refused = (status: number, code: string) => ({ status, answer: { ok: false, error: { code } } });

describe('the HTTP line', () => {
  test('takes a call from ring to end, as JSON', async () => {
    const { line, told } = await startLine();
    const call = { number: '09123456789', name: 'Ali', call: 'x1' };
    expect(await report(line, { ...call, state: 'ringing' })).toEqual({
      status: 200,
      answer: { ok: true, value: { noted: true } },
    });
    await report(line, { ...call, state: 'answered' });
    await report(line, { ...call, state: 'ended' });
    expect(told()).toBe('101 RINGS 09123456789; 101 ANSWERED; 101 ENDED cause=null');
  });

  test('takes forms, numbers that are JSON numbers, and another extension', async () => {
    const { line, told } = await startLine();
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' };
    await send(line, { headers: form, body: 'state=ringing&number=%2B989123456789&extension=102' });
    await report(line, { state: 'ringing', number: 2188776655 });
    expect(told()).toBe('102 RINGS +989123456789; 101 RINGS 2188776655');
  });

  test('joins reports of a softphone that knows no call id, and hears each ring of the bell once', async () => {
    const { line, told } = await startLine();
    const number = '09123456789';
    for (const state of ['ringing', 'ringing', 'answered', 'ended', 'ended'])
      await report(line, { state, number });
    await report(line, { state: 'ringing', number });
    await report(line, { state: 'ended' });
    expect(told()).toBe(
      `101 RINGS ${number}; 101 ANSWERED; 101 ENDED cause=null; 101 RINGS ${number}; 101 MISSED cause=null`,
    );
  });

  test('takes a word for a withheld number as none', async () => {
    const { line, told } = await startLine();
    await report(line, { state: 'ringing', number: 'anonymous' });
    await report(line, { state: 'answered', number: 'anonymous' });
    expect(told()).toBe('101 RINGS no number; 101 ANSWERED');
  });

  test('keeps two calls at once apart by their numbers', async () => {
    const { line, told } = await startLine();
    await report(line, { state: 'ringing', number: '1111' });
    await report(line, { state: 'ringing', number: '2222' });
    await report(line, { state: 'answered', number: '1111' });
    await report(line, { state: 'missed', number: '2222' });
    expect(told()).toBe('101 RINGS 1111; 101 RINGS 2222; 101 ANSWERED; 101 MISSED cause=null');
  });

  test.each([
    ['missed', '101 RINGS 1111; 101 MISSED cause=null'],
    ['busy', '101 RINGS 1111; 101 BUSY cause=17'],
    ['elsewhere', '101 RINGS 1111; 101 ELSEWHERE cause=26'],
    ['answered', '101 ANSWERED'],
    ['ended', ''],
    ['dialling', '101 dials 1111'],
  ])('takes a report that begins with "%s"', async (state, expected) => {
    const { line, told } = await startLine();
    expect((await report(line, { state, number: '1111' })).status).toBe(200);
    expect(told()).toBe(expected);
  });

  test('bounds and cleans what it is told', async () => {
    const { line, reader } = await startLine();
    await report(line, {
      state: 'ringing',
      number: '9'.repeat(500),
      name: `a\u202E\u0000${'b'.repeat(900)}`,
    });
    expect(reader.happenings[0]?.number).toHaveLength(64);
    expect(reader.happenings[0]?.name).toBe(`a ${'b'.repeat(198)}`);
  });

  test.each([
    ['a foreign Origin', { headers: { origin: 'https://evil.example' } }, 403, 'origin_refused'],
    ['an Origin that is ours or null', { headers: { origin: 'null' } }, 403, 'origin_refused'],
    ['a foreign Host', { headers: { host: 'evil.example' } }, 403, 'wrong_host'],
    ['no token', { path: '/line/' }, 404, 'not_found'],
    ['a wrong token', { path: `/line/${token}x` }, 404, 'not_found'],
    ['a path beside it', { path: `/line/${token}/../x` }, 404, 'not_found'],
    ['a method that only asks', { method: 'GET' }, 405, 'method_not_allowed'],
    ['a browser asking beforehand', { method: 'OPTIONS' }, 405, 'method_not_allowed'],
    [
      'plain text, as a form of a page could send',
      { headers: { 'content-type': 'text/plain' } },
      415,
      'unsupported_type',
    ],
    ['no JSON', { body: '{' }, 400, 'malformed'],
    [
      'a body over 4 kB',
      { body: JSON.stringify({ state: 'ringing', name: 'x'.repeat(4_096) }) },
      413,
      'too_large',
    ],
    [
      'a chunked body over 4 kB',
      { body: 'x'.repeat(9_000), headers: { 'transfer-encoding': 'chunked' } },
      413,
      'too_large',
    ],
  ])('refuses %s', async (_what, wish: Wish, status, code) => {
    const { line, reader } = await startLine();
    const body = JSON.stringify({ state: 'ringing', number: '1' });
    expect(await send(line, { body, ...wish })).toEqual(refused(status, code));
    expect(reader.events).toEqual([]);
    expect((await report(line, { state: 'ringing', number: '1' })).status).toBe(200);
  });

  test.each([
    {},
    [],
    null,
    7,
    'ringing',
    { state: 'dial' },
    { state: '__proto__' },
    { state: 'ringing', number: {} },
  ])('refuses %j as no report, naming the field where it can', async (body) => {
    const { line } = await startLine();
    const { status, answer } = await send(line, { body: JSON.stringify(body) });
    expect(status).toBe(400);
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });

  test('admits twenty requests in a second and no more, right or wrong', async () => {
    const { line } = await startLine();
    const all = Array.from({ length: 30 }, () => send(line, { path: '/line/guess' }));
    const statuses = (await Promise.allSettled(all)).map((one) =>
      one.status === 'fulfilled' ? one.value.status : 'hung up',
    );
    expect(statuses.filter((status) => status === 404).length).toBeLessThanOrEqual(20);
    expect((await report(line, { state: 'ringing' })).status).toBe(429);
  });

  test('survives bytes that are no HTTP', async () => {
    const { line } = await startLine();
    const socket = connect(line.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(Buffer.from([0, 255, 13, 10, 1, 2, 3, 13, 10, 13, 10]));
    await until(() => socket.closed || socket.readableEnded || socket.bytesRead > 0);
    socket.destroy();
    expect((await report(line, { state: 'ringing', number: '1' })).status).toBe(200);
  });

  test('says that its port is taken, and frees it when stopped', async () => {
    const { line } = await startLine();
    const { port } = line;
    const second = createHttpLine({ line: 'hook', port, token, extension: '101' });
    second.start();
    await until(() => second.status.kind === 'failed');
    expect(second.status).toEqual({ kind: 'failed', reason: 'port_in_use' });
    await second.stop();
    await line.stop();
    const third = createHttpLine({ line: 'hook', port, token, extension: '101' });
    open.push(third);
    third.start();
    await until(() => third.status.kind === 'connected');
    expect(third.port).toBe(port);
  });
});
