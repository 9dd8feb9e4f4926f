import type { LineSettings, LineStatus as ShownStatus } from '#shared/contract/settings.ts';
import type { LineEvent } from '#shared/domain/line-event.ts';
import type { Log } from '../feature.ts';
import { createAsteriskLine } from './asterisk/asterisk-line.ts';
import { createHttpLine } from './http/http-line.ts';
import type { Line, LineStatus } from './line.ts';

type Running = { readonly settings: LineSettings; readonly line: Line; readonly unlisten: () => void };

export type RunningLines = ReturnType<typeof runLines>;

/** The lines of this desk, running as their settings say. A changed line is stopped and started anew. */
export function runLines(tools: {
  readonly onEvent: (event: LineEvent) => void;
  readonly onStatus: (status: ShownStatus) => void;
  readonly log: Log;
}) {
  const running = new Map<string, Running>();

  return { start, stop, stopAll, statusOf };

  async function start(settings: LineSettings, secret: string | null): Promise<void> {
    await stop(settings.id);
    if (!settings.enabled || secret === null) return;
    const line = makeLine(settings, secret, tools.log);
    const unlisten = listen(line, settings, tools.onEvent, tools.onStatus);
    running.set(settings.id, { settings, line, unlisten });
    line.start();
  }

  async function stop(lineId: string): Promise<void> {
    const one = running.get(lineId);
    if (one === undefined) return;
    running.delete(lineId);
    one.unlisten();
    await one.line.stop();
  }

  async function stopAll(): Promise<void> {
    await Promise.all([...running.keys()].map(stop));
  }

  function statusOf(settings: LineSettings): ShownStatus {
    const one = running.get(settings.id);
    return shownStatus(settings, one?.line.status ?? { kind: 'stopped' });
  }
}

/**
 * Connects with settings that are perhaps not saved yet, beside the running lines, and tells what is heard.
 * @returns ends the test
 */
export function tryLine(
  settings: LineSettings,
  secret: string,
  tell: { onEvent: (event: LineEvent) => void; onStatus: (status: ShownStatus) => void },
  log: Log,
): () => Promise<void> {
  const line = makeLine(settings, secret, log);
  const unlisten = listen(line, settings, tell.onEvent, tell.onStatus);
  line.start();
  return async () => {
    unlisten();
    await line.stop();
  };
}

function makeLine(settings: LineSettings, secret: string, log: Log): Line {
  const onDropped = (reason: string, bytes: number): void =>
    log('warn', 'line.dropped', { kind: settings.kind, reason, bytes });
  switch (settings.kind) {
    case 'asterisk':
      return createAsteriskLine(
        {
          line: settings.id,
          host: settings.host,
          port: settings.port,
          user: settings.user,
          secret,
          extensions: [settings.extension],
          login: settings.md5 ? 'md5' : 'auto',
          tls: settings.tls ? {} : undefined,
        },
        { onDropped },
      );
    case 'http':
      return createHttpLine({
        line: settings.id,
        port: settings.port,
        token: secret,
        extension: settings.extension,
      });
  }
}

function listen(
  line: Line,
  settings: LineSettings,
  onEvent: (event: LineEvent) => void,
  onStatus: (status: ShownStatus) => void,
): () => void {
  const ends = [line.onEvent(onEvent), line.onStatus((status) => onStatus(shownStatus(settings, status)))];
  return () => ends.forEach((end) => end());
}

/** What the status line shows of a line: codes, put into words by the renderer. */
function shownStatus({ id, name, kind }: LineSettings, status: LineStatus): ShownStatus {
  const base = { lineId: id, name, kind, reason: null, retryAt: null };
  switch (status.kind) {
    case 'idle':
    case 'stopped':
      return { ...base, state: 'off' };
    case 'connecting':
      return { ...base, state: 'connecting' };
    case 'connected':
      return { ...base, state: 'connected' };
    case 'waiting':
      return { ...base, state: 'waiting', reason: status.reason, retryAt: status.retryAt };
    case 'refused_password':
      return { ...base, state: 'refused', reason: 'refused_password' };
    case 'failed':
      return { ...base, state: 'failed', reason: status.reason };
  }
}
