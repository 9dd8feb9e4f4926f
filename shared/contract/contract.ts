import type { z } from 'zod';
import { appContract, appEvents } from './app.ts';
import { callEvents, callsContract } from './calls.ts';
import { customerEvents, customersContract } from './customers.ts';
import type { Envelope } from './errors.ts';
import { importingContract } from './importing.ts';
import type { Role } from './method.ts';
import { settingsContract, settingsEvents } from './settings.ts';

/** Every method, declared once. `electron/core/dispatch.ts` is the only door to them. */
export const contract = {
  ...appContract,
  ...callsContract,
  ...customersContract,
  ...importingContract,
  ...settingsContract,
} as const;

export type Contract = typeof contract;
export type MethodName = keyof Contract;
export type InputOf<N extends MethodName> = z.input<Contract[N]['input']>;
export type ParsedInputOf<N extends MethodName> = z.output<Contract[N]['input']>;
export type OutputOf<N extends MethodName> = z.output<Contract[N]['output']>;

/** Every event that the core tells its windows. */
export const events = {
  ...appEvents,
  ...callEvents,
  ...customerEvents,
  ...settingsEvents,
} as const;

export type EventName = keyof typeof events;

/** Least role that is told an event; the rest of its audience is decided where it is emitted. */
export const eventRoles: { readonly [N in EventName]: Role } = {
  'app.status': 'anyone',
  'session.changed': 'anyone',
  'sample.progress': 'anyone',
  'app.reload': 'anyone',
  'call.ringing': 'agent',
  'call.changed': 'agent',
  'call.gone': 'agent',
  'customer.changed': 'agent',
  'line.status': 'agent',
  'line.tested': 'administrator',
  'appearance.changed': 'anyone',
};
export type EventBody<N extends EventName> = z.output<(typeof events)[N]>;

/** An event as it travels. `seq` rises by one for each event sent to one session, so that a gap is seen. */
export type CoreEvent = {
  [N in EventName]: { readonly seq: number; readonly name: N; readonly body: EventBody<N> };
}[EventName];

/** The renderer's side of any transport: Electron's bridge, the loopback socket, memory. */
export type Client = {
  call<N extends MethodName>(name: N, input: InputOf<N>): Promise<Envelope<OutputOf<N>>>;
  /** Returns a function that ends the subscription. */
  subscribe(listener: (event: CoreEvent) => void): () => void;
};
