import { isIP } from 'node:net';
import { parseArgs } from 'node:util';
import { advance, noCalls, stopWaiting, type CallState, type Happening } from '#shared/domain/call-state.ts';
import { createAsteriskLine, type AsteriskSettings } from './core/telephony/asterisk/asterisk-line.ts';
import type { Line, LineStatus, LineTrouble } from './core/telephony/line.ts';

/** What the command needs of the process that runs it. */
export type Terminal = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
  readonly complain: (sentence: string) => void;
  /** Runs when the user wants to end it (Ctrl+C). */
  readonly onInterrupt: (end: () => void) => void;
};

const usage = `Usage: npm run line-test -- --ami HOST:PORT --user U --secret-env VAR --extension 101 [--extension 102 …]
         [--seconds N] [--tls] [--login auto|md5|plain]

Listens to an Asterisk PBX and prints what each extension's screen would show, one JSON object a line:
{"at","event","extension","number","name","call","cause"}; "at" is UTC in ISO 8601, "number" null when withheld.
The secret is read from the environment variable VAR. Ends after N seconds of listening (0 exit code), or with
Ctrl+C; exit code 2 when it cannot connect or log in, 64 when it is called wrongly.`;

export const exitCodes = { fine: 0, noConnection: 2, badUsage: 64 } as const;

/** Tests a line in a terminal; resolves to the exit code. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const wish = readWish(argv, terminal.env);
  if (wish.kind === 'help') {
    terminal.out(usage);
    return exitCodes.fine;
  }
  if (wish.kind === 'wrong') {
    terminal.complain(`${wish.why}\n\n${usage}`);
    return exitCodes.badUsage;
  }
  return listen(wish.settings, wish.seconds, terminal);
}

/** How long a login may take before the command gives up, when it is to listen for less than that. */
const patienceSeconds = 10;

type Wish =
  | { kind: 'help' }
  | { kind: 'wrong'; why: string }
  | { kind: 'listen'; settings: AsteriskSettings; seconds: number | null };

function readWish(argv: readonly string[], env: Terminal['env']): Wish {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        ami: { type: 'string' },
        user: { type: 'string' },
        'secret-env': { type: 'string' },
        extension: { type: 'string', multiple: true },
        seconds: { type: 'string' },
        tls: { type: 'boolean' },
        login: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return values.help ? { kind: 'help' } : checkWish(values, env);
  } catch (error) {
    return { kind: 'wrong', why: error instanceof Error ? error.message : String(error) };
  }
}

type Values = {
  ami?: string;
  user?: string;
  'secret-env'?: string;
  extension?: string[];
  seconds?: string;
  tls?: boolean;
  login?: string;
};

function checkWish(values: Values, env: Terminal['env']): Wish {
  const wrong = (why: string): Wish => ({ kind: 'wrong', why });
  const address = readAddress(values.ami ?? '');
  if (!address) return wrong('--ami needs HOST:PORT, for example 192.168.1.10:5038.');
  if (!values.user) return wrong('--user needs the name of a Manager user.');
  const variable = values['secret-env'];
  if (!variable)
    return wrong('--secret-env needs the name of the environment variable that holds the secret.');
  const secret = env[variable];
  if (secret === undefined) return wrong(`The environment variable ${variable} is not set.`);
  const extensions = (values.extension ?? [])
    .flatMap((text) => text.split(','))
    .filter((text) => text !== '');
  if (extensions.length === 0)
    return wrong('--extension is needed at least once, for example --extension 101.');
  const seconds = values.seconds === undefined ? null : Number(values.seconds);
  if (seconds !== null && !(seconds > 0 && seconds <= 2_000_000))
    return wrong('--seconds needs a number greater than 0.');
  const login = values.login ?? 'auto';
  if (login !== 'auto' && login !== 'md5' && login !== 'plain')
    return wrong('--login is auto, md5 or plain.');
  const tls = values.tls ? {} : undefined;
  return {
    kind: 'listen',
    settings: { line: 'line-test', ...address, user: values.user, secret, extensions, login, tls },
    seconds,
  };
}

/** Reads `host:port`, `[::1]:port` and a bare host (then the Manager's usual port). */
function readAddress(text: string): { host: string; port: number } | null {
  const match = /^(?:\[([^\]]+)\]|([^:\s/]+))(?::(\d{1,5}))?$/u.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3] ?? 5038);
  if (host === undefined || port < 1 || port > 65_535) return null;
  return match?.[1] !== undefined && isIP(host) !== 6 ? null : { host, port };
}

function listen(settings: AsteriskSettings, seconds: number | null, terminal: Terminal): Promise<number> {
  const place = `${settings.host}:${settings.port}`;
  const line = createAsteriskLine(settings, {
    onDropped: (reason, bytes) =>
      terminal.complain(`Dropped ${bytes} bytes that the server sent (${reason.replaceAll('_', ' ')}).`),
  });
  const printer = createPrinter(line, terminal);
  const { promise, resolve } = Promise.withResolvers<number>();
  let everConnected = false;
  // A server that takes the connection and then says nothing is no connection either.
  let timer = setTimeout(
    () => {
      terminal.complain(`${place}: ${sentences.login_timeout}`);
      end(exitCodes.noConnection);
    },
    Math.max(patienceSeconds, seconds ?? 0) * 1_000,
  );

  const end = (code: number): void => {
    clearTimeout(timer);
    printer.finish();
    void line.stop().then(() => resolve(code));
  };
  const onStatus = (status: LineStatus): void => {
    switch (status.kind) {
      case 'connected':
        if (!everConnected) clearTimeout(timer);
        if (!everConnected && seconds !== null)
          timer = setTimeout(() => end(exitCodes.fine), seconds * 1_000);
        terminal.complain(
          everConnected ? `Connected to ${place} again.` : `Connected to ${place} and logged in. Listening…`,
        );
        everConnected = true;
        return;
      case 'waiting':
        if (everConnected) {
          terminal.complain(`The connection to ${place} was lost (${status.reason}). Connecting again…`);
          return;
        }
        terminal.complain(`${place}: ${sentences[status.reason]}`);
        end(exitCodes.noConnection);
        return;
      case 'failed':
        terminal.complain(`${place}: ${sentences[status.reason]}`);
        end(exitCodes.noConnection);
        return;
      case 'refused_password':
        terminal.complain(`${place} refuses this user or secret. Check both, and the user's permit list.`);
        end(exitCodes.noConnection);
        return;
      case 'idle':
      case 'connecting':
      case 'stopped':
        return;
    }
  };
  line.onStatus(onStatus);
  terminal.onInterrupt(() => end(exitCodes.fine));
  line.start();
  return promise;
}

function createPrinter(line: Line, terminal: Terminal): { finish: () => void } {
  const context = { extensionDigits: null, colleagues: new Set<string>() };
  let state: CallState = noCalls;
  line.onEvent((event) => {
    const step = advance(state, event, context);
    state = step.state;
    step.happenings.forEach(print);
  });
  return {
    finish() {
      const step = stopWaiting(state, Date.now(), context);
      state = step.state;
      step.happenings.forEach(print);
    },
  };

  function print(happening: Happening): void {
    // Inside one call the phone may fall silent and ring again; the verdict follows and is what counts here.
    if (happening.event === 'stopped') return;
    const { event, extension, number, name, call, cause } = happening;
    const at = new Date(happening.at).toISOString();
    terminal.out(JSON.stringify({ at, event, extension, number, name, call, cause }));
  }
}

/** For IT staff, in their terminal; what people at the phones read is the renderer's. */
const sentences: Record<LineTrouble, string> = {
  unknown_host: "The host's name is not known: check it, or use the PBX's IP address.",
  connection_refused: 'Nothing listens there: is the Manager enabled (manager.conf) and the port right?',
  unreachable: 'There is no way there from this machine: check the network.',
  connect_timeout: 'No answer: a firewall may be between, or the address is wrong.',
  certificate_refused: 'The TLS certificate is not trusted, or the server does not speak TLS.',
  closed_by_server: "Closed by the server: this address may be missing in the user's permit list, or banned.",
  login_timeout: 'The login is not answered: is it an Asterisk Manager?',
  server_silent: 'The server has fallen silent.',
  port_in_use: 'The port is taken.',
  port_not_allowed: 'The port may not be used.',
  broken: 'The connection failed.',
};

// Run by itself; when another command calls `main`, or a bundle holds both, this is not the script that was started.
if (/[\\/]line-test\.[cm]?[jt]s$/u.test(process.argv[1] ?? '')) {
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    complain: (sentence) => process.stderr.write(`${sentence}\n`),
    onInterrupt: (end) => {
      process.once('SIGINT', end);
      process.once('SIGTERM', end);
    },
  });
}
