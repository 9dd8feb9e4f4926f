import { isWithheld } from './phone-withheld.ts';

/**
 * The one vocabulary that leaves `telephony/`: whatever a line hears (a PBX, a caller-ID box, a softphone's
 * hook) becomes these events, and nothing else. They are values, safe to send between threads and to log by
 * kind; every text in them has been through {@link cleanText}.
 */

export type CallDirection = 'inbound' | 'outbound' | 'own-dial';

/** Longest texts an event may carry, in characters. 150 is Asterisk's own limit for a Uniqueid. */
export const textLimits = { id: 150, number: 64, name: 200, extension: 64 } as const;

type LegBase = {
  /** Our own name for the line: a settings id. */
  readonly line: string;
  /** The server's own name or address, part of a call's key; null where a line has none. */
  readonly server: string | null;
  /** What joins the legs of one call: Asterisk's Linkedid, or the line's own id. Never changes for a leg. */
  readonly call: string;
  /** When the call began by the line's clock (UTC ms), the same for every listener where the line can tell. */
  readonly callStartedAt: number;
  /** One channel at one extension: Asterisk's Uniqueid, or the line's own id. */
  readonly leg: string;
  readonly extension: string;
  /** When we heard it, UTC ms. */
  readonly at: number;
};

/** Something happened on one channel of one of the extensions that we watch. */
export type LegEvent = LegBase &
  (
    | /** A channel was made for the extension; its phone has not rung yet and perhaps never will. */ {
        readonly kind: 'offered';
      }
    | /** The phone rings, or (outbound) it dials. `own-dial` is our own click-to-dial ringing our own phone. */ {
        readonly kind: 'ringing';
        readonly direction: CallDirection;
        /** The other party as the line sent it; null when withheld or not sent. */
        readonly number: string | null;
        readonly name: string | null;
        /** Which of our own numbers or queues was dialled. */
        readonly dialled: string | null;
      }
    | /** This leg is talking: the agent picked up, or the far end of an outbound call did. */ {
        readonly kind: 'answered';
        readonly number: string | null;
        readonly name: string | null;
      }
    | /** The other party has changed (a transfer), or is known only now. */ {
        readonly kind: 'connected-to';
        readonly number: string | null;
        readonly name: string | null;
      }
    | {
        readonly kind: 'ended';
        /** Q.850 cause as the line told it: 16 normal, 17 busy, 26 answered elsewhere; null when not told. */
        readonly cause: number | null;
        readonly number: string | null;
        readonly name: string | null;
        /** The caller still waits in a queue: this phone stopped ringing, but the verdict is not known yet. */
        readonly mayRingAgain: boolean;
      }
  );

/** Something happened to a call as a whole, at no extension that we watch. */
export type CallEvent = {
  readonly line: string;
  readonly server: string | null;
  readonly call: string;
  readonly at: number;
} & (
  | /** Somebody whom we do not watch (another extension, a mobile) answered it. */ { readonly kind: 'taken' }
  | /** The caller has hung up or left the queue: nobody will be rung for it again. */ {
      readonly kind: 'caller-left';
    }
);

/** A leg that is alive, as the line's server lists it. */
export type SnapshotLeg = Omit<LegBase, 'line' | 'server' | 'at'> & {
  readonly phase: 'offered' | 'ringing' | 'talking';
  readonly direction: CallDirection;
  readonly number: string | null;
  readonly name: string | null;
  readonly dialled: string | null;
};

/**
 * All legs alive at our extensions, told after a reconnect: what happened in between is lost.
 * `since` (UTC ms) is when this connection began; legs heard of after it are newer than the list.
 */
export type ResyncedEvent = {
  readonly kind: 'resynced';
  readonly line: string;
  readonly server: string | null;
  readonly at: number;
  readonly since: number;
  readonly legs: readonly SnapshotLeg[];
};

export type LineEvent = LegEvent | CallEvent | ResyncedEvent;

// C0, DEL and C1 controls, line and paragraph separators; and the bidi marks, embeddings, overrides and
// isolates, with which a caller's name could reorder what stands beside it. ZWNJ and ZWJ stay: Persian needs them.
const unwelcome =
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/gu;

/**
 * Makes a text from outside safe to show: no controls, no bidi controls, no lone surrogates, spaces folded,
 * at most `limit` UTF-16 units without cutting a character in two. Null when nothing is left.
 */
export function cleanText(raw: string, limit: number): string | null {
  // Cleaning a 100 kB name whole would be wasted work: what matters stands at the beginning.
  const text = raw
    .slice(0, limit * 4)
    .toWellFormed()
    .replace(unwelcome, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, limit);
  const whole = text.isWellFormed() ? text : text.slice(0, -1);
  return whole.trimEnd() || null;
}

/** The other party's number as a line sent it, cleaned; null where nothing or a word for "withheld" stands there. */
export function cleanNumber(raw: string): string | null {
  const number = cleanText(raw, textLimits.number);
  return number === null || isWithheld(number) ? null : number;
}
