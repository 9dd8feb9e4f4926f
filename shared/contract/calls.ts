import { z } from 'zod';
import { card, earlierCall } from './card.ts';
import { callEnd, done, id, moment, nothing } from './common.ts';
import { command, query } from './method.ts';

/** A call as this window's extension sees it. */
export const callView = z.object({
  id: z.string(), // the call's key: line server · Linkedid or Uniqueid · start
  lineId: z.string(),
  /** Empty where the line has no name of its own. */
  lineName: z.string(),
  /** No telephone stands behind it: the window itself picks up and hangs up (`calls.simulate`). */
  simulated: z.boolean(),
  extension: z.string(),
  direction: z.enum(['inbound', 'outbound', 'internal']),
  phase: z.enum(['own_dial_ringing', 'ringing', 'dialling', 'answered', 'ended']),
  end: callEnd.nullable(),
  /** As the line sent it; null when withheld. */
  number: z.string().nullable(),
  /** `+…`, where it could be read as a number. */
  e164: z.string().nullable(),
  /** The name that the line sent: untrusted text, never a match by itself. */
  name: z.string().nullable(),
  /** Which of our numbers or queues was rung, when the line tells. */
  dialled: z.string().nullable(),
  startedAt: moment,
  answeredAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** Who answered, where it was not this extension. */
  answeredBy: z.object({ extension: z.string(), name: z.string().nullable() }).nullable(),
  /** Customer this window's agent settled on, if any. */
  customerId: id.nullable(),
  /** This is the n-th call of the day from this number (1 = first). */
  countToday: z.int().positive(),
  /** Earlier calls since the last answered one that nobody answered. */
  unansweredBefore: z.int().nonnegative(),
  /** Minutes in the queue before it rang here, only when the line tells. */
  waitedMinutes: z.int().nullable(),
  /** Colleague to whom an internal or transferred call is connected. */
  connectedTo: z.string().nullable(),
  /** The phone was ignored by the agent's or the branch's list: no popup. */
  ignored: z.boolean(),
});
export type CallView = z.infer<typeof callView>;

export const callWithCard = z.object({ call: callView, card });
export type CallWithCard = z.infer<typeof callWithCard>;

const callId = z.string().min(1).max(300);

export const callsContract = {
  /** Everything in progress at this session's extension, with cards, and calls that ended but are not put away. */
  'calls.active': query({
    lane: 'main',
    role: 'agent',
    input: nothing,
    output: z.object({ calls: z.array(callWithCard), seq: z.int().nonnegative() }),
  }),
  /** "I am speaking with …": opens the details of a shared or guessed number, for this call only. */
  'calls.confirmCaller': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ callId, customerId: id }),
    output: callWithCard,
  }),
  /** "It is someone else": closes the details and returns to the choice; note and call move with it. */
  'calls.someoneElse': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ callId }),
    output: callWithCard,
  }),
  /** The agent is done with an ended call: it leaves the screen. */
  'calls.putAway': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ callId }),
    output: nothing,
  }),
  /** What the agent types during a call, kept as a draft until saved (design.md, section 6). */
  'calls.saveDraft': command({
    lane: 'live',
    role: 'agent',
    input: z.object({ callId, customerId: id.nullable(), text: z.string().max(20_000) }),
    output: z.object({ savedAt: moment }),
  }),
  'calls.draft': query({
    lane: 'live',
    role: 'agent',
    input: z.object({ callId }),
    output: z.object({ text: z.string(), savedAt: moment.nullable() }),
  }),
  /** Writes the note of a call as an entry in the customer's history, in one transaction, and drops the draft. */
  'calls.saveNote': command({
    lane: 'main',
    role: 'agent',
    input: z.object({
      callId,
      customerId: id,
      gist: z.string().max(20_000),
      outcome: z.int().min(1).max(15).nullable(),
    }),
    output: done,
  }),
  /** Earlier calls of one number, newest first. */
  'calls.ofNumber': query({
    lane: 'live',
    role: 'agent',
    input: z.object({ e164: z.string().max(32), limit: z.int().min(1).max(100) }),
    output: z.object({ calls: z.array(earlierCall), count: z.int() }),
  }),
  /** Rings this window with an invented call; only while sample data is open. */
  'calls.try': command({
    lane: 'main',
    role: 'agent',
    input: z.object({
      kind: z.enum(['one', 'several', 'maybe', 'none', 'withheld', 'colleague', 'outbound']),
    }),
    output: z.object({ callId: z.string() }),
  }),
  /** Rings this extension through the simulated line: `npm run ring`, from a terminal on this machine. */
  'calls.ring': command({
    lane: 'main',
    role: 'administrator',
    input: z.object({
      number: z.string().max(64).nullable(),
      name: z.string().max(200).nullable(),
      extension: z.string().max(32).nullable(),
      direction: z.enum(['inbound', 'outbound', 'internal']),
      /** Seconds after the ring; null = not by itself. */
      answerAfter: z.number().min(0).max(3_600).nullable(),
      /** Seconds after the answer, or after the ring where nobody answers. */
      hangUpAfter: z.number().min(0).max(3_600).nullable(),
    }),
    output: z.object({ callId: z.string() }),
  }),
  /** Acts on a call of the simulated line, where no telephone exists: try a call, `npm run ring`. */
  'calls.simulate': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ callId, action: z.enum(['answer', 'hang_up']) }),
    output: nothing,
  }),
} as const;

export const callEvents = {
  /** Call and card together, painted in one commit. */
  'call.ringing': callWithCard,
  /** The call changed (answered, ended, connected to somebody); `card` only when the card changed too. */
  'call.changed': z.object({ call: callView, card: card.nullable() }),
  /** The call has left the screen of every window of this extension. */
  'call.gone': z.object({ callId: z.string() }),
} as const;
