import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { socketProtocol } from '#shared/contract/page.ts';
import { askRunning } from '../../../electron/hosts/control/control-client.ts';
import { startLoopbackHost, type LoopbackHost } from '../../../electron/hosts/loopback/loopback-host.ts';
import { makeTestCore, type TestCore } from '../../contract/test-core.ts';
import { enter, testFiles, type EnteredPage } from './loopback-page.ts';

let core: TestCore;
let host: LoopbackHost;
let logged: string[];
beforeEach(async () => {
  core = makeTestCore();
  logged = [];
  host = await startLoopbackHost({
    core,
    files: testFiles,
    port: 0,
    controlSecret: 'control-secret',
    log: (_level, code, facts) => logged.push(`${code} ${JSON.stringify(facts ?? {})}`),
  });
});
afterEach(() => host.close());

type Answer = { status: number; headers: Record<string, unknown>; body: string };

/** A request with any headers, which `fetch` would not send. */
function ask(
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
) {
  return new Promise<Answer>((resolve, reject) => {
    const asking = request(
      {
        host: '127.0.0.1',
        port: host.port,
        path,
        method: options.method ?? 'GET',
        headers: options.headers ?? {},
      },
      (response) => {
        let body = '';
        response.on('data', (part: Buffer) => (body += part.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body }),
        );
      },
    );
    asking.on('error', reject);
    asking.end(options.body);
  });
}

/** What the host says to a socket: `open`, or the status with which the upgrade was refused. */
async function knock(
  page: EnteredPage,
  change: { origin?: string | null; cookie?: string; secret?: string; host?: string; path?: string } = {},
) {
  const { origin = page.origin } = change;
  const socket = new WebSocket(
    `ws://127.0.0.1:${host.port}${change.path ?? '/socket'}`,
    [socketProtocol, change.secret ?? page.pageSecret],
    {
      ...(origin === null ? {} : { origin }),
      headers: {
        cookie: change.cookie ?? page.cookie,
        ...(change.host === undefined ? {} : { host: change.host }),
      },
    },
  );
  socket.on('error', () => undefined);
  const outcome = await Promise.race([
    once(socket, 'open').then(() => 'open'),
    once(socket, 'unexpected-response').then(
      ([, response]) => (response as { statusCode: number }).statusCode,
    ),
  ]);
  socket.terminate();
  return outcome;
}

describe('the loopback host', () => {
  it('lets a page in by its address, and then by its cookie', async () => {
    const page = await enter(host.newAddress());
    const again = await ask('/', { headers: { cookie: page.cookie } });
    expect(again.status).toBe(200);
    expect(again.body).not.toContain('ashena-page'); // the secret is told once
    const script = await ask('/assets/main-1.js', { headers: { cookie: page.cookie } });
    expect([script.status, script.body]).toEqual([200, '1;']);
    expect(await knock(page)).toBe('open');
  });

  it('sends a cookie that scripts cannot read and other sites cannot use, named after its port', async () => {
    const response = await fetch(host.newAddress());
    expect(response.headers.get('set-cookie')).toMatch(
      new RegExp(`^ashena_${host.port}=[\\w-]{43}; HttpOnly; SameSite=Strict; Path=/$`),
    );
  });

  it('sends a policy without anything inline or remote with every answer', async () => {
    const page = await enter(host.newAddress());
    for (const path of ['/', '/assets/main-1.js', '/nothing', '/?token=x']) {
      const { headers } = await ask(path, { headers: { cookie: page.cookie } });
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
    }
  });

  it('takes an address once: the second to come with it is refused', async () => {
    const address = host.newAddress();
    await enter(address);
    await expect(enter(address)).rejects.toThrow('not let in: 403');
  });

  it('reloads the used address for the browser that used it, without a second secret', async () => {
    const address = host.newAddress();
    const page = await enter(address);
    const again = await ask(address.slice(page.origin.length), { headers: { cookie: page.cookie } });
    expect(again.status).toBe(200);
    expect(again.body).not.toContain('ashena-page');
  });

  it.each([
    ['no token', '/', {}],
    ['a wrong token', '/?token=AAAA', {}],
    ['an empty token', '/?token=', {}],
    ['a wrong cookie', '/', { cookie: 'ashena=AAAA' }],
    ['no cookie for a file', '/assets/main-1.js', {}],
  ])('refuses a request with %s', async (_what, path, headers) => {
    expect((await ask(path, { headers })).status).toBe(403);
  });

  it.each(['evil.example', 'evil.example:PORT', 'localhost:PORT', '[::1]:PORT', '127.0.0.1', '127.0.0.1:1'])(
    'refuses the Host %j with a good token: a name may be pointed here (DNS rebinding)',
    async (foreign) => {
      const token = new URL(host.newAddress()).search;
      const headers = { host: foreign.replace('PORT', `${host.port}`) };
      expect((await ask(`/${token}`, { headers })).status).toBe(403);
      expect((await ask(`/${token}`)).status).toBe(200); // the refused one did not use it up
    },
  );

  it.each(['http://evil.example', 'null', 'https://127.0.0.1', 'file://', 'http://127.0.0.1:1'])(
    'refuses the Origin %j with a good cookie',
    async (origin) => {
      const { cookie } = await enter(host.newAddress());
      expect((await ask('/', { headers: { cookie, origin } })).status).toBe(403);
    },
  );

  it('refuses a foreign page that fetches, and lets one be left for ours', async () => {
    const token = new URL(host.newAddress()).search;
    for (const site of ['cross-site', 'same-site']) {
      const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'no-cors' };
      expect((await ask(`/${token}`, { headers })).status).toBe(403);
    }
    const headers = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await ask(`/${token}`, { headers })).status).toBe(200);
  });

  it.each([
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2fpackage.json',
    '/assets/%00',
    '/__proto__',
    '//evil.example/',
    '/index.html',
    '/socket',
    '/%',
  ])('has no file at %j', async (path) => {
    const { cookie } = await enter(host.newAddress());
    expect((await ask(path, { headers: { cookie } })).status).toBe(404);
  });

  it.each(['http://evil.example/', '*'])('refuses the request target %j', async (path) => {
    const { cookie } = await enter(host.newAddress());
    expect((await ask(path, { headers: { cookie } })).status).toBe(400);
  });

  it('answers nothing but GET and HEAD', async () => {
    const { cookie } = await enter(host.newAddress());
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask('/', { method, headers: { cookie } })).status).toBe(405);
    }
  });

  it.each([
    ['a wrong secret', { secret: 'A'.repeat(43) }],
    ['another page’s cookie value', { cookie: 'ashena_1=x' }],
    ['no cookie', { cookie: '' }],
    ['a foreign origin', { origin: 'http://evil.example' }],
    ['no origin', { origin: null }],
    ['a foreign host', { host: 'evil.example' }],
    ['another path', { path: '/other' }],
  ])('refuses a socket with %s', async (_what, change) => {
    const page = await enter(host.newAddress());
    expect(await knock(page, change)).toBe(403);
    expect(logged).toContain('upgrade_refused {}');
  });

  it.each([['not JSON'], ['{"kind":"other"}'], ['{"kind":"call","id":-1,"name":"x"}'], ['[]']])(
    'ends a socket that says %j',
    async (words) => {
      const page = await enter(host.newAddress());
      const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, [socketProtocol, page.pageSecret], {
        origin: page.origin,
        headers: { cookie: page.cookie },
      });
      await once(socket, 'open');
      socket.send(words);
      const [code] = (await once(socket, 'close')) as [number];
      expect(code).toBe(1008);
    },
  );

  it('ends a socket that sends more than 2 MB, and goes on', async () => {
    const page = await enter(host.newAddress());
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/socket`, [socketProtocol, page.pageSecret], {
      origin: page.origin,
      headers: { cookie: page.cookie },
    });
    await once(socket, 'open');
    socket.send('x'.repeat(2_100_000));
    const [code] = (await once(socket, 'close')) as [number];
    expect(code).toBe(1009);
    expect(await knock(page)).toBe('open');
  });

  it('writes no token, cookie or secret to the log', async () => {
    const page = await enter(host.newAddress());
    await knock(page, { secret: 'wrong' });
    await ask('/?token=wrong-token');
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join()).not.toMatch(/wrong|token=/);
  });
});

describe('the control door', () => {
  const run = () => ({ port: host.port, secret: 'control-secret' });
  const good = { authorization: 'Bearer control-secret', 'content-type': 'application/json' };
  const body = JSON.stringify({ method: 'sessions.current', input: {} });

  it('answers a command with the envelope of its call, as an administrator without an agent', async () => {
    expect(await askRunning(run(), 'sessions.current', {})).toMatchObject({
      ok: true,
      value: { role: 'administrator', extension: null },
    });
    expect(await askRunning(run(), 'calls.burn', {})).toMatchObject({ error: { code: 'unknown_method' } });
  });

  it('gives the address of a new window', async () => {
    const envelope = await askRunning(run(), 'host.newWindow', {});
    const { url } = (envelope as { value: { url: string } }).value;
    expect(await knock(await enter(url))).toBe('open');
  });

  it('says connection_lost where nobody answers, and for a wrong secret', async () => {
    expect(await askRunning({ port: host.port, secret: 'old' }, 'app.status', {})).toMatchObject({
      error: { code: 'connection_lost' },
    });
    await host.close();
    expect(await askRunning(run(), 'app.status', {})).toMatchObject({ error: { code: 'connection_lost' } });
    host = await startLoopbackHost({
      core,
      files: testFiles,
      port: 0,
      controlSecret: '',
      log: () => undefined,
    });
  });

  it.each([
    ['no secret', 401, { ...good, authorization: '' }],
    ['a wrong secret', 401, { ...good, authorization: 'Bearer wrong' }],
    ['another scheme', 401, { ...good, authorization: 'Basic control-secret' }],
    ['any Origin, even ours', 403, { ...good, origin: 'http://127.0.0.1' }],
    ['a foreign Host', 403, { ...good, host: 'evil.example' }],
    ['a form’s content type', 415, { ...good, 'content-type': 'text/plain' }],
  ])('refuses %s', async (_what, status, headers) => {
    const answer = await ask('/control', { method: 'POST', headers, body });
    expect(answer.status).toBe(status);
    expect(core.reached).toEqual([]);
  });

  it('refuses our own page’s origin too', async () => {
    const { origin, cookie } = await enter(host.newAddress());
    expect(
      (await ask('/control', { method: 'POST', headers: { ...good, origin, cookie }, body })).status,
    ).toBe(403);
  });

  it.each([
    ['what is no JSON', 400, '{'],
    ['what names no method', 400, '{}'],
    ['more than 2 MB', 413, `{"method":"x","input":"${'x'.repeat(2_100_000)}"}`],
  ])('refuses %s', async (_what, status, body) => {
    const answer = await ask('/control', { method: 'POST', headers: good, body });
    expect(answer.status).toBe(status);
    expect(await askRunning(run(), 'sessions.current', {})).toMatchObject({ ok: true });
  });

  it('cannot be reached with GET', async () => {
    expect((await ask('/control', { headers: good })).status).toBe(405);
  });
});
