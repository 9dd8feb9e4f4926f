import { createHash } from 'node:crypto';
import type { AmiFields } from './ami-parser.ts';
import type { LineClock, LineTimer } from '../line.ts';

/**
 * One connection's conversation with an Asterisk Manager, without the socket: it is told what came, and says what
 * to send. Logging in (MD5 challenge, or the plain secret), Ping, and the question what is alive just now.
 *
 * Nothing waits for an answer that a server may withhold: events flow from the first one on, with or without an
 * answer to Status or Ping.
 */
export type AmiSession = {
  /** The socket is open: begins to log in. */
  begin(): void;
  take(fields: AmiFields): void;
  /** The socket has closed: tells whether the way to log in should be changed for the next try. */
  end(): { tryPlain: boolean };
};

export type AmiSessionOptions = {
  readonly user: string;
  readonly secret: string;
  /** `auto`: the challenge first, so that the secret does not cross the wire; plain where a server has no challenge. */
  readonly login: 'auto' | 'md5' | 'plain';
  readonly clock: LineClock;
  readonly send: (action: string) => void;
  readonly onLoggedIn: () => void;
  readonly onRefused: () => void;
  readonly onLoginTimeout: () => void;
  readonly onEvent: (fields: AmiFields) => void;
  readonly onStatusEntry: (fields: AmiFields) => void;
  readonly onStatusEnd: () => void;
};

/** A server closes a silent connection after 30 s; a slow one may need a few seconds to answer. */
const patience = {
  challengeMs: 2_000,
  loginMs: 15_000,
  afterRefusalMs: 3_000,
  pingEveryMs: 15_000,
  listMs: 15_000,
} as const;

type Phase = 'new' | 'challenging' | 'plain-after-refusal' | 'logging-in' | 'logged-in' | 'over';

const id = {
  challenge: 'ashena-challenge',
  login: 'ashena-login',
  status: 'ashena-status',
  ping: 'ashena-ping',
};

export function createAmiSession(options: AmiSessionOptions): AmiSession {
  let phase: Phase = 'new';
  let timer: LineTimer | null = null;
  let listTimer: LineTimer | null = null;

  return {
    begin() {
      if (options.login === 'plain') loginPlain('logging-in', patience.loginMs);
      else askChallenge();
    },
    take(fields) {
      if (phase === 'over') return;
      if (fields.has('event')) takeEvent(fields);
      else if (fields.has('response')) takeResponse(fields);
    },
    end() {
      const tryPlain =
        options.login === 'auto' && (phase === 'challenging' || phase === 'plain-after-refusal');
      finish();
      return { tryPlain };
    },
  };

  function askChallenge(): void {
    phase = 'challenging';
    send(id.challenge, 'Challenge', { AuthType: 'MD5' });
    const silent = () => (options.login === 'auto' ? loginPlain('logging-in', patience.loginMs) : giveUp());
    wait(options.login === 'auto' ? patience.challengeMs : patience.loginMs, silent);
  }

  function loginPlain(next: Phase, waitMs: number): void {
    phase = next;
    send(id.login, 'Login', { Username: options.user, Secret: options.secret, Events: 'call,agent,cdr' });
    wait(waitMs, next === 'plain-after-refusal' ? refuse : giveUp);
  }

  function loginWithKey(challenge: string): void {
    phase = 'logging-in';
    const key = createHash('md5')
      .update(challenge + options.secret)
      .digest('hex');
    const answer = { AuthType: 'MD5', Username: options.user, Key: key, Events: 'call,agent,cdr' };
    send(id.login, 'Login', answer);
    wait(patience.loginMs, giveUp);
  }

  function takeResponse(fields: AmiFields): void {
    const success = fields.get('response')?.toLowerCase() === 'success';
    switch (phase) {
      case 'challenging':
        return takeChallenge(fields, success);
      case 'plain-after-refusal':
      case 'logging-in':
        // A late answer to the challenge is none to the login; one without our id is.
        if (fields.get('actionid') === id.challenge) return;
        return success ? loggedIn() : refuse();
      case 'logged-in':
      case 'new':
      case 'over':
        return;
    }
  }

  function takeChallenge(fields: AmiFields, success: boolean): void {
    const challenge = fields.get('challenge');
    if (success && challenge !== undefined) loginWithKey(challenge);
    else if (success && /accepted/iu.test(fields.get('message') ?? '')) loggedIn();
    else if (options.login === 'md5') refuse();
    // Not a login yet, so a refusal here says nothing about the password, unless nothing else follows.
    else loginPlain('plain-after-refusal', patience.afterRefusalMs);
  }

  function takeEvent(fields: AmiFields): void {
    // A server sends events only to those it has let in.
    if (phase !== 'logged-in') loggedIn();
    const ours = fields.get('actionid') === id.status;
    const event = fields.get('event')?.toLowerCase();
    if (event === 'status') options.onStatusEntry(fields);
    else if (event === 'statuscomplete') {
      if (!ours) return;
      listTimer?.cancel();
      options.onStatusEnd();
    } else options.onEvent(fields);
  }

  function loggedIn(): void {
    phase = 'logged-in';
    options.onLoggedIn();
    send(id.status, 'Status', {});
    // Not allowed, or not known there: then what was not heard of again for so long is taken as over.
    listTimer = options.clock.setTimer(options.onStatusEnd, patience.listMs);
    keepAlive();
  }

  /** The server sends no keepalive; an unanswered ping ends nothing here: the line watches for silence. */
  function keepAlive(): void {
    wait(patience.pingEveryMs, () => {
      send(id.ping, 'Ping', {});
      keepAlive();
    });
  }

  function refuse(): void {
    finish();
    options.onRefused();
  }

  function giveUp(): void {
    finish();
    options.onLoginTimeout();
  }

  function finish(): void {
    phase = 'over';
    timer?.cancel();
    listTimer?.cancel();
  }

  function wait(ms: number, then: () => void): void {
    timer?.cancel();
    timer = options.clock.setTimer(then, ms);
  }

  function send(actionId: string, action: string, fields: Record<string, string>): void {
    const lines = [`Action: ${action}`, `ActionID: ${actionId}`];
    // A line break in a user name would be an action of its own.
    for (const [key, value] of Object.entries(fields)) lines.push(`${key}: ${value.replace(/[\r\n]/gu, '')}`);
    options.send(`${lines.join('\r\n')}\r\n\r\n`);
  }
}
