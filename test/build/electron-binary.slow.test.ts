import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { downloadElectron, findElectron } from '../../build/electron-binary.ts';

/** A download host of our own, and a cache that holds nothing. */
let cache: string;
let server: Server;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'ashena-electron-cache-'));
  vi.stubEnv('electron_config_cache', cache);
});
afterEach(() => {
  vi.unstubAllEnvs();
  server.closeAllConnections();
  server.close();
  rmSync(cache, { recursive: true });
});

async function serve(answer: Parameters<typeof createServer>[1]): Promise<void> {
  server = createServer(answer as never).listen(0, '127.0.0.1');
  await once(server, 'listening');
  vi.stubEnv('ELECTRON_MIRROR', `http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

describe('bringing Electron', () => {
  it('is given up when no byte came in time', async () => {
    await serve(() => undefined); // never answers
    const startedAt = performance.now();
    expect(await downloadElectron(1_500)).toEqual({ outcome: 'not_begun' });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('ends at once when it is refused', async () => {
    await serve((_request, response) => void response.writeHead(403).end());
    expect(await downloadElectron(60_000)).toEqual({ outcome: 'refused' });
  });

  it('is not given up once it has begun, and what is no Electron is refused', async () => {
    await serve((_request, response) => {
      response.writeHead(200, { 'content-length': '8' });
      response.write('half');
      setTimeout(() => response.end('half'), 2_500);
    });
    const startedAt = performance.now();
    expect(await downloadElectron(2_000)).toEqual({ outcome: 'refused' }); // its checksum is wrong
    expect(performance.now() - startedAt).toBeGreaterThan(2_400);
  });
});

describe('the Electron to run', () => {
  it('is the one that ELECTRON_BIN names, if it is there', async () => {
    await serve(() => undefined);
    vi.stubEnv('ELECTRON_BIN', process.execPath);
    expect(findElectron()).toBe(process.execPath);
    vi.stubEnv('ELECTRON_BIN', join(cache, 'none'));
    expect(findElectron()).toBeNull();
  });
});
