import type { EarlierCall } from '#shared/contract/card.ts';
import { MAX_NAMESAKES, MAX_PEOPLE } from '#shared/domain/match-caller.ts';
import { nameKey } from '#shared/domain/persian-text.ts';
import { phoneKey } from '#shared/domain/phone-number.ts';
import { reverseDigits } from '../db/derive-numbers.ts';
import type { Reader } from '../db/connection.ts';
import type { DigestFollowUp } from '../db/digest.ts';

type EarlierRow = Omit<EarlierCall, 'agent'> & { readonly agent_id: number | null };

export type SharedWorkRow = DigestFollowUp & {
  readonly customerId: number | null;
  readonly customer: string | null;
};

/** How calls of a number that came before this one went. */
export type CallsBefore = { readonly today: number; readonly unanswered: number };

/** Nobody apologises for a call that was missed longer ago. */
const UNANSWERED_FOR = 7 * 86_400_000;
/** Calls of one number that are looked at, at most. */
const CALLS_READ = 64;
/** Open follow-ups of one agent that are looked through for a colleague's card, at most. */
const WORK_READ = 400;
const MOST_COUNTED = 999;

export type CallerQueries = ReturnType<typeof makeCallerQueries>;

/** Prepares what is read of a number. Ids may be of merged or deleted customers: the caller resolves them. */
export function makeCallerQueries(reader: Reader) {
  const holders = reader.value<number>(
    `SELECT customer_id FROM phone_index WHERE e164 = ? LIMIT ${MAX_PEOPLE + 1}`,
  );
  const formerHolders = reader.value<number>(
    `SELECT customer_id FROM phone WHERE e164 = ? AND to_at IS NOT NULL AND deleted_at IS NULL LIMIT ${MAX_PEOPLE}`,
  );
  const sameEnding = reader.value<number>(
    `SELECT customer_id FROM phone_index WHERE rev >= ? AND rev < ? LIMIT ${MAX_PEOPLE}`,
  );
  const sameHundred = reader.value<number>(
    'SELECT customer_id FROM phone_index WHERE e164 BETWEEN ? AND ? LIMIT 16',
  );
  const namesakes = reader.value<number>(
    `SELECT id FROM customer WHERE name_key = ? AND deleted_at IS NULL AND merged_into IS NULL
     LIMIT ${MAX_NAMESAKES + 1}`,
  );
  const callsSince = reader.query<{ started_at: number; end: string | null; direction: string }>(
    `SELECT started_at, end, direction FROM call
     WHERE e164 = ? AND started_at >= ? AND started_at < ? ORDER BY started_at DESC LIMIT ${CALLS_READ}`,
  );
  const earlier = reader.query<EarlierRow>(
    `SELECT c.id, c.started_at AS at, c.direction, c.end,
       CASE WHEN c.end IN ('ended', 'elsewhere') THEN
         (SELECT l.agent_id FROM call_leg l WHERE l.call_id = c.id AND l.answered_at IS NOT NULL LIMIT 1)
       END AS agent_id
     FROM call c WHERE c.e164 = ? AND c.started_at < ? ORDER BY c.started_at DESC LIMIT ?`,
  );
  const earlierCount = reader.value<number>(
    `SELECT count(*) FROM (SELECT 1 FROM call WHERE e164 = ? AND started_at < ? LIMIT ${MOST_COUNTED})`,
  );
  const workBetween = reader.query<SharedWorkRow>(
    `SELECT f.*, c.display_name AS customer FROM (
       SELECT id, kind, what, due_at AS dueAt, agent_id AS agentId, n_moved AS moved, n_tried AS tried,
         customer_id AS customerId, made_by FROM follow_up
       WHERE agent_id = ? AND done_at IS NULL ORDER BY due_at LIMIT ${WORK_READ}) f
     LEFT JOIN customer c ON c.id = f.customerId WHERE f.made_by = ? LIMIT ${MAX_PEOPLE}`,
  );

  return {
    /** Who has the number now. */
    holders: (e164: string): number[] => holders.all(phoneKey(e164)),

    /** Who had it, and gave it up. */
    formerHolders: (e164: string): number[] => formerHolders.all(e164),

    /** Whose number ends in the same eight digits: dialled from elsewhere, or written without its area. */
    sameLastDigits(digits: string): number[] {
      const ending = reverseDigits(digits.slice(-8));
      // ':' follows '9': the range holds exactly what begins with these digits
      return ending.length < 8 ? [] : sameEnding.all(ending, `${ending}:`);
    },

    /** Who has a number in the same hundred: an organisation's lines stand together. */
    sameHundred(e164: string): number[] {
      const from = Math.floor(phoneKey(e164) / 100) * 100;
      return sameHundred.all(from, from + 99);
    },

    /** Who is called what the line says; nobody where too many are. */
    namesakes(callerName: string): number[] {
      const key = nameKey(callerName);
      if (key.length < 4 || !/\p{L}{4}/u.test(key)) return [];
      const found = namesakes.all(key);
      return found.length > MAX_NAMESAKES ? [] : found;
    },

    /**
     * Calls from a number that began before `before`: how many of them today, and how many in a row nobody
     * answered. A call of ours that they answered ends the row.
     */
    callsBefore(e164: string, dayStart: number, before: number): CallsBefore {
      const rows = callsSince.all(phoneKey(e164), Math.min(dayStart, before - UNANSWERED_FOR), before);
      // A call without an end is under way: this one, or another of the same number at this moment.
      const inbound = rows.filter((call) => call.direction === 'inbound' && call.end !== null);
      const today = inbound.filter((call) => call.started_at >= dayStart).length;
      let unanswered = 0;
      for (const call of rows) {
        if (wasSpoken(call.end)) break;
        if (call.direction === 'inbound' && call.end !== null) unanswered += 1;
      }
      return { today, unanswered };
    },

    earlierCalls: (e164: string, before: number, limit: number): EarlierRow[] =>
      earlier.all(phoneKey(e164), before, limit),

    /** Calls of the number before a moment, counted up to 999. */
    earlierCount: (e164: string, before: number): number => earlierCount.get(phoneKey(e164), before) ?? 0,

    /** Open follow-ups that one of two colleagues made for the other, the one due first first. */
    workBetween: (one: number, other: number): SharedWorkRow[] =>
      [...workBetween.all(one, other), ...workBetween.all(other, one)]
        .sort((a, b) => a.dueAt - b.dueAt || a.id - b.id)
        .slice(0, MAX_PEOPLE),
  };
}

function wasSpoken(end: string | null): boolean {
  return end === 'ended' || end === 'elsewhere';
}
