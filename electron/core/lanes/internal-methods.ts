import type { Card, CustomerCard } from '#shared/contract/card.ts';
import type { AgentView } from '#shared/contract/app.ts';
import type { CallEnd } from '#shared/contract/common.ts';
import type { NewCustomer } from '#shared/contract/customers.ts';
import type { ImportOrigin, ImportReport } from '#shared/contract/importing.ts';
import type { Role } from '#shared/contract/method.ts';

type Internal<L extends 'live' | 'desk' | 'background', I, O> = {
  readonly lane: L;
  readonly input: I;
  readonly output: O;
};

/** What is known of a call when its card is looked up. */
export type LookUp = {
  /** As the line sent it; null when withheld. */
  readonly number: string | null;
  readonly e164: string | null;
  readonly callerName: string | null;
  readonly direction: 'inbound' | 'outbound' | 'internal';
  /** Of an internal call: the colleague's extension. */
  readonly colleagueExtension: string | null;
  /** The agent at this window, for greetings and for the work between colleagues. */
  readonly agentId: number | null;
  /** Who the agent said is speaking; opens the details of a shared or guessed number. */
  readonly confirmed: number | null;
  /** The agent said "it is someone else": show the choice even where one person is known. */
  readonly someoneElse: boolean;
  /** When the call began, so that it is not counted among those before it; now, where left out. */
  readonly startedAt?: number;
  readonly now: number;
};

export type LookedUp = {
  readonly card: Card;
  readonly countToday: number;
  readonly unansweredBefore: number;
};

/** One call as a line reported it, as it is written to `call` and `call_leg`. */
export type CallRecord = {
  readonly callKey: string;
  readonly lineId: string;
  readonly direction: 'inbound' | 'outbound' | 'internal';
  readonly number: string | null;
  readonly e164: string | null;
  readonly name: string | null;
  readonly dialled: string | null;
  readonly customerId: number | null;
  readonly startedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly end: CallEnd | null;
  readonly legs: readonly {
    readonly leg: string;
    readonly extension: string;
    readonly agentId: number | null;
    readonly rangAt: number | null;
    readonly answeredAt: number | null;
    readonly endedAt: number | null;
    readonly end: CallEnd | null;
    readonly cause: number | null;
  }[];
};

/**
 * What the core's own thread asks its lanes besides the methods of the contract. Inputs come from the core itself
 * and are trusted; everything from outside was parsed before.
 */
export type InternalMethods = {
  // customers
  'cards.lookUp': Internal<'live', LookUp, LookedUp>;
  'cards.ofCustomer': Internal<'live', { customerId: number; now: number }, CustomerCard | null>;
  'customers.create': Internal<
    'live',
    { customer: NewCustomer; e164: string | null; at: number },
    { customerId: number; operationId: number }
  >;
  'customers.attachPhone': Internal<
    'live',
    { customerId: number; raw: string; e164: string | null; extension: string | null; at: number },
    { phoneId: number; operationId: number }
  >;
  'customers.setField': Internal<
    'live',
    { customerId: number; field: 'honorific' | 'address_note'; value: string | null },
    { operationId: number }
  >;
  // calls
  'calls.record': Internal<'live', CallRecord, { callRowId: number }>;
  'calls.writeInteraction': Internal<
    'live',
    {
      callKey: string;
      customerId: number;
      at: number;
      direction: 'inbound' | 'outbound';
      end: CallEnd | null;
      gist: string | null;
      outcome: number | null;
      durationMs: number | null;
      agentId: number | null;
    },
    { interactionId: number; operationId: number }
  >;
  'drafts.drop': Internal<'live', { key: string }, { dropped: boolean }>;
  // settings, agents, operations
  'settings.read': Internal<'live', { prefix: string }, { entries: { key: string; value: unknown }[] }>;
  'settings.write': Internal<
    'live',
    { label: string; entries: { key: string; value: unknown }[] },
    { operationId: number }
  >;
  'secrets.read': Internal<'live', { key: string }, { value: string | null }>;
  'secrets.write': Internal<'live', { key: string; value: string | null }, { written: boolean }>;
  'agents.list': Internal<'live', Record<string, never>, { agents: AgentView[] }>;
  'agents.create': Internal<
    'live',
    { displayName: string; role: Exclude<Role, 'anyone'>; extension: string | null },
    AgentView
  >;
  'operations.undo': Internal<
    'live',
    { operationId: number },
    { operationId: number; customerIds: number[] }
  >;
  'audit.write': Internal<
    'background',
    {
      entries: {
        at: number;
        agentId: number | null;
        action: string;
        subjectKind: string | null;
        subjectId: number | null;
      }[];
    },
    { written: number }
  >;
  // background
  'importing.run': Internal<
    'background',
    { path: string; origin: ImportOrigin; areaCode: string | null; country: string; dryRun: boolean },
    ImportReport
  >;
  'background.idle': Internal<
    'background',
    Record<string, never>,
    { checkpointed: boolean; indexed: number }
  >;
};

export type InternalName = keyof InternalMethods;

/** The lane of each internal method, for routing. Kept complete by its type. */
export const internalLanes: { readonly [N in InternalName]: InternalMethods[N]['lane'] } = {
  'cards.lookUp': 'live',
  'cards.ofCustomer': 'live',
  'customers.create': 'live',
  'customers.attachPhone': 'live',
  'customers.setField': 'live',
  'calls.record': 'live',
  'calls.writeInteraction': 'live',
  'drafts.drop': 'live',
  'settings.read': 'live',
  'settings.write': 'live',
  'secrets.read': 'live',
  'secrets.write': 'live',
  'agents.list': 'live',
  'agents.create': 'live',
  'operations.undo': 'live',
  'audit.write': 'background',
  'importing.run': 'background',
  'background.idle': 'background',
};
