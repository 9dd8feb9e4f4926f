import { z } from 'zod';
import { customerCard, person } from './card.ts';
import { done, id } from './common.ts';
import { command, query } from './method.ts';

const callId = z.string().min(1).max(300).nullable();

export const newCustomer = z.object({
  kind: z.enum(['person', 'organisation']),
  honorific: z.enum(['male', 'female']).nullable(),
  title: z.string().max(60).nullable(),
  givenName: z.string().max(120).nullable(),
  familyName: z.string().trim().min(1).max(200),
  number: z.string().max(200).nullable(),
  origin: z.enum(['called', 'visited', 'referred', 'fair', 'web', 'oldFile', 'unknown']),
});
export type NewCustomer = z.infer<typeof newCustomer>;

export const foundCustomer = person.extend({
  phones: z.array(z.string()),
  how: z.enum(['name', 'phone', 'wrong_layout', 'sounds_alike']),
});
export type FoundCustomer = z.infer<typeof foundCustomer>;

export const customersContract = {
  /** The card of one customer, outside a call or after the agent chose them. */
  'customers.card': query({
    lane: 'live',
    role: 'agent',
    input: z.object({ customerId: id }),
    output: customerCard,
  }),
  /** Names however typed, or any part of a number in any digits; newest contact first. */
  'customers.find': query({
    lane: 'desk',
    role: 'agent',
    input: z.object({ text: z.string().max(200), limit: z.int().min(1).max(50) }),
    output: z.object({ found: z.array(foundCustomer) }),
  }),
  /** Makes a customer with, at most, one number; `callId` settles that call on the new customer. */
  'customers.create': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ customer: newCustomer, callId }),
    output: done.extend({ customerId: id }),
  }),
  /** Attaches the number of a call (or one typed) to a customer. */
  'customers.attachPhone': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ customerId: id, number: z.string().min(1).max(200), callId }),
    output: done.extend({ phoneId: id }),
  }),
  /** آقا or خانم, once heard. */
  'customers.setHonorific': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ customerId: id, honorific: z.enum(['male', 'female']).nullable() }),
    output: done,
  }),
  'customers.setAddressNote': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ customerId: id, note: z.string().max(200).nullable() }),
    output: done,
  }),
  /** "Do not show this number": no card for it on this branch; undone like everything else. */
  'numbers.ignore': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ number: z.string().min(1).max(64) }),
    output: done,
  }),
  /** Takes back one operation; refused for each field changed since (error undo_refused). */
  'operations.undo': command({
    lane: 'main',
    role: 'agent',
    input: z.object({ operationId: id }),
    output: done,
  }),
} as const;

export const customerEvents = {
  /** Something about this customer changed: who shows them reads again. */
  'customer.changed': z.object({ customerId: id }),
} as const;
