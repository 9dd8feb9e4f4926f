import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { systemClock, type Line, type LineClock } from '../line.ts';
import { createVoice } from '../listeners.ts';
import { readReport } from './report.ts';
import { createReportedCalls } from './reported-calls.ts';

export type HttpLineSettings = {
  readonly line: string;
  /** Fixed, because reporters are set up with it; 0 takes a free one, for tests. */
  readonly port: number;
  /** Stands in the path. It can report calls and nothing else. */
  readonly token: string;
  /** Whose phone rings where a report names no extension. */
  readonly extension: string;
};

/** The port that it listens on is known once its status is `connected`. */
export type HttpLine = Line & { readonly port: number };

/** Every answer that is not 200 carries `{ok:false, error:{code}}` with one of these. */
type RefusalCode =
  | 'too_many_requests'
  | 'origin_refused'
  | 'wrong_host'
  | 'not_found'
  | 'method_not_allowed'
  | 'too_large'
  | 'unsupported_type'
  | 'malformed'
  | 'bad_input';

const statusOf: Record<RefusalCode, number> = {
  too_many_requests: 429,
  origin_refused: 403,
  wrong_host: 403,
  not_found: 404,
  method_not_allowed: 405,
  too_large: 413,
  unsupported_type: 415,
  malformed: 400,
  bad_input: 400,
};

const limits = {
  bodyBytes: 4_096,
  headerBytes: 8_192,
  requestsPerSecond: 20,
  requestMs: 5_000,
  sockets: 20,
} as const;

const serverOptions = {
  maxHeaderSize: limits.headerBytes,
  requestTimeout: limits.requestMs,
  headersTimeout: limits.requestMs,
  connectionsCheckingInterval: 1_000,
};

/**
 * A line for whatever can call HTTP: `POST http://127.0.0.1:PORT/line/<token>` with state, number, name,
 * extension and call, as JSON or a form. It has a listener of its own, reports calls only, and refuses anything that
 * a web page could send (every cross-site POST of a browser carries an Origin).
 */
export function createHttpLine(settings: HttpLineSettings, clock: LineClock = systemClock): HttpLine {
  const voice = createVoice();
  const calls = createReportedCalls({ ...settings, newId: (at) => `${at}-${randomUUID()}` });
  const rate = createRate(clock);
  const server: Server = createServer(serverOptions, (request, response) => {
    void serve(request, response);
  });
  server.maxConnections = limits.sockets;
  server.on('error', (error: NodeJS.ErrnoException) =>
    voice.become({ kind: 'failed', reason: troubleOf(error) }),
  );

  return {
    start() {
      if (voice.status.kind !== 'idle') return;
      voice.become({ kind: 'connecting', attempt: 1 });
      server.listen(settings.port, '127.0.0.1', () =>
        voice.become({ kind: 'connected', since: clock.now() }),
      );
    },
    async stop() {
      if (voice.status.kind === 'stopped') return;
      voice.become({ kind: 'stopped' });
      if (!server.listening) return;
      const closed = new Promise<void>((done) => server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
    get port() {
      return portOf(server);
    },
    get status() {
      return voice.status;
    },
    onEvent: voice.onEvent,
    onStatus: voice.onStatus,
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refusal = refusalOf(request);
    if (refusal) return refuse(response, refusal);
    const bytes = await readBody(request);
    if (bytes === 'too_large') return refuse(response, 'too_large');
    if (bytes === 'aborted') return;
    const reading = readReport(request.headers['content-type'] ?? '', bytes);
    if (reading.kind === 'refused') return refuse(response, reading.code, reading.field);
    const events = calls.take(reading.report, clock.now());
    events.forEach((event) => voice.tell(event));
    answer(response, 200, { ok: true, value: { noted: events.length > 0 } });
  }

  /** Cheapest first; that a token is right is told only to those who may know. */
  function refusalOf(request: IncomingMessage): RefusalCode | null {
    if (!rate.admits()) return 'too_many_requests';
    if (request.headers.origin !== undefined) return 'origin_refused';
    const host = request.headers.host ?? '';
    // A name that a foreign page let point to 127.0.0.1 arrives as a foreign Host.
    if (host !== `127.0.0.1:${portOf(server)}` && host !== `localhost:${portOf(server)}`) return 'wrong_host';
    if (!sameText(request.url ?? '', `/line/${settings.token}`)) return 'not_found';
    if (request.method !== 'POST') return 'method_not_allowed';
    return Number(request.headers['content-length'] ?? 0) > limits.bodyBytes ? 'too_large' : null;
  }
}

async function readBody(request: IncomingMessage): Promise<Buffer | 'too_large' | 'aborted'> {
  const parts: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of request) {
      if (!Buffer.isBuffer(part)) continue;
      length += part.length;
      if (length > limits.bodyBytes) return 'too_large';
      parts.push(part);
    }
  } catch {
    return 'aborted';
  }
  return Buffer.concat(parts);
}

function refuse(response: ServerResponse, code: RefusalCode, field?: string): void {
  // What is left of a body that was not read must not be taken for the next request.
  response.setHeader('connection', 'close');
  answer(response, statusOf[code], { ok: false, error: { code, ...(field === undefined ? {} : { field }) } });
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

/** At most so many requests in any second, right or wrong: a guesser is slowed like everybody. */
function createRate(clock: LineClock): { admits: () => boolean } {
  let recent: number[] = [];
  return {
    admits() {
      const now = clock.now();
      recent = recent.filter((at) => at > now - 1_000 && at <= now);
      if (recent.length >= limits.requestsPerSecond) return false;
      recent.push(now);
      return true;
    },
  };
}

/** Digests are compared, so that neither length nor content shows in the time it takes. */
function sameText(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function troubleOf(error: NodeJS.ErrnoException): 'port_in_use' | 'port_not_allowed' | 'broken' {
  if (error.code === 'EADDRINUSE') return 'port_in_use';
  return error.code === 'EACCES' ? 'port_not_allowed' : 'broken';
}
