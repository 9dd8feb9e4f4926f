import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { backOff } from '../back-off.ts';
import { systemClock, type Line, type LineClock, type LineTimer, type LineTrouble } from '../line.ts';
import { createVoice } from '../listeners.ts';
import { createAmiParser, type AmiItem } from './ami-parser.ts';
import { createAmiSession, type AmiSession } from './ami-session.ts';
import { createTranslator } from './translator.ts';

export type AsteriskSettings = {
  /** Our own name for the line. */
  readonly line: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Never logged, never part of a status. */
  readonly secret: string;
  /** Which extensions' phones are told about. */
  readonly extensions: readonly string[];
  readonly login?: 'auto' | 'md5' | 'plain';
  /** TLS when present; `ca` are further certificates (PEM) to trust, for a branch's own authority. */
  readonly tls?: { readonly ca?: string | undefined } | undefined;
};

export type AsteriskParts = {
  readonly clock?: LineClock;
  /** Told of input that was dropped, by reason and size; never of its text. */
  readonly onDropped?: (reason: string, bytes: number) => void;
};

const patience = {
  connectMs: 10_000,
  /** A peer that answered a ping before and is now silent for this long is dead. */
  silentMs: 60_000,
  /** One that never answered any is given longer: some relays answer no ping at all. */
  neverAnsweredMs: 180_000,
  /** A connection that lasted this long was a good one: the next trouble starts a new row of tries. */
  goodAfterMs: 10_000,
} as const;

/**
 * A line to an Asterisk PBX through its Manager Interface (plain TCP or TLS). It connects, logs in, tells events,
 * and comes back by itself after any trouble with growing pauses; only a refused password stops it.
 */
export function createAsteriskLine(settings: AsteriskSettings, parts: AsteriskParts = {}): Line {
  const clock = parts.clock ?? systemClock;
  const voice = createVoice();
  const translator = createTranslator({
    line: settings.line,
    server: settings.host,
    extensions: settings.extensions,
  });
  let login = settings.login ?? 'auto';
  let attempt = 0;
  let current: Connection | null = null;
  let retry: LineTimer | null = null;

  return {
    start() {
      if (voice.status.kind === 'idle') open();
    },
    async stop() {
      if (voice.status.kind === 'stopped') return;
      retry?.cancel();
      const socket = current?.socket;
      close();
      voice.become({ kind: 'stopped' });
      if (socket && !socket.closed) await new Promise<void>((done) => socket.once('close', () => done()));
    },
    get status() {
      return voice.status;
    },
    onEvent: voice.onEvent,
    onStatus: voice.onStatus,
  };

  function open(): void {
    attempt += 1;
    voice.become({ kind: 'connecting', attempt });
    const socket = openSocket(settings);
    const connection: Connection = {
      socket,
      session: createSession(socket),
      parser: createAmiParser(),
      heardAt: clock.now(),
      connectedAt: null,
      trouble: 'closed_by_server',
      pinged: false,
      watch: clock.setTimer(() => fail('connect_timeout'), patience.connectMs),
    };
    current = connection;
    socket.setNoDelay(true);
    socket.setKeepAlive(true, 30_000);
    socket.once(settings.tls ? 'secureConnect' : 'connect', () => {
      connection.watch.cancel();
      if (current === connection) connection.session.begin();
    });
    socket.on('data', (bytes: Buffer) => hear(connection, bytes));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      connection.trouble = troubleOf(error);
    });
    socket.once('close', () => {
      if (current === connection) comeBack(connection);
    });
  }

  function createSession(socket: Socket): AmiSession {
    return createAmiSession({
      user: settings.user,
      secret: settings.secret,
      login,
      clock,
      send: (action) => {
        if (socket.writable) socket.write(action);
      },
      onLoggedIn: connected,
      onRefused: () => {
        close();
        voice.become({ kind: 'refused_password' });
      },
      onLoginTimeout: () => fail('login_timeout'),
      onEvent: (fields) => translator.translate(fields, clock.now()).forEach(voice.tell),
      onStatusEntry: (fields) => translator.takeStatus(fields),
      onStatusEnd: () => {
        const since = current?.connectedAt ?? null;
        const listed = since === null ? null : translator.endStatus(clock.now(), since);
        if (listed) voice.tell(listed);
      },
    });
  }

  function connected(): void {
    if (!current) return;
    current.connectedAt = clock.now();
    translator.beginStatus();
    voice.become({ kind: 'connected', since: current.connectedAt });
    watchSilence(current);
  }

  function hear(connection: Connection, bytes: Buffer): void {
    connection.heardAt = clock.now();
    for (const item of connection.parser.push(bytes)) {
      if (current !== connection) return;
      takeItem(connection, item);
    }
  }

  function takeItem(connection: Connection, item: AmiItem): void {
    switch (item.kind) {
      case 'greeting':
        return;
      case 'dropped':
        parts.onDropped?.(item.reason, item.bytes);
        return;
      case 'block':
        if (item.fields.get('ping') !== undefined) connection.pinged = true;
        connection.session.take(item.fields);
        return;
    }
  }

  function watchSilence(connection: Connection): void {
    const allowed = connection.pinged ? patience.silentMs : patience.neverAnsweredMs;
    const left = connection.heardAt + allowed - clock.now();
    connection.watch.cancel();
    if (left <= 0) return fail('server_silent');
    connection.watch = clock.setTimer(() => watchSilence(connection), Math.min(left, patience.silentMs));
  }

  function fail(trouble: LineTrouble): void {
    const connection = current;
    if (!connection) return;
    connection.trouble = trouble;
    connection.socket.destroy();
    comeBack(connection);
  }

  function comeBack(connection: Connection): void {
    const good =
      connection.connectedAt !== null && clock.now() - connection.connectedAt >= patience.goodAfterMs;
    const { tryPlain } = close();
    if (good) attempt = 0;
    if (tryPlain) {
      // The server knows no challenge and hung up on it: one try in the plain way, at once.
      login = 'plain';
      open();
      return;
    }
    const wait = backOff(Math.max(attempt, 1), clock.random);
    voice.become({ kind: 'waiting', retryAt: clock.now() + wait, reason: connection.trouble });
    // A listener may have stopped the line just now.
    if (voice.status.kind === 'waiting') retry = clock.setTimer(open, wait);
  }

  function close(): { tryPlain: boolean } {
    const connection = current;
    current = null;
    connection?.watch.cancel();
    connection?.socket.destroy();
    return connection?.session.end() ?? { tryPlain: false };
  }
}

type Connection = {
  readonly socket: Socket;
  readonly session: AmiSession;
  readonly parser: ReturnType<typeof createAmiParser>;
  heardAt: number;
  connectedAt: number | null;
  trouble: LineTrouble;
  /** It has answered a ping. */
  pinged: boolean;
  watch: LineTimer;
};

function openSocket(settings: AsteriskSettings): Socket {
  const { host, port, tls } = settings;
  if (!tls) return connectPlain({ host, port });
  // A name is sent only where it is one: an address is no server name.
  const name = isIP(host) === 0 ? { servername: host } : {};
  return connectTls({ host, port, ...name, ...(tls.ca === undefined ? {} : { ca: tls.ca }) });
}

function troubleOf(error: NodeJS.ErrnoException): LineTrouble {
  switch (error.code ?? '') {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'unknown_host';
    case 'ECONNREFUSED':
      return 'connection_refused';
    case 'ETIMEDOUT':
      return 'connect_timeout';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'unreachable';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'closed_by_server';
    default:
      return /CERT|SELF_SIGNED|SSL|TLS|ISSUER/u.test(error.code ?? '') ? 'certificate_refused' : 'broken';
  }
}
