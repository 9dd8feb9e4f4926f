import type { z } from 'zod';

/** Least role that may call a method. `anyone` is a window in which no agent has been chosen yet. */
export const roles = ['anyone', 'agent', 'supervisor', 'administrator'] as const;
export type Role = (typeof roles)[number];

/** Whether `role` may do what asks for `least`. */
export function isAtLeast(role: Role, least: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(least);
}

/** Where a handler runs: the core's own thread, or one of the three worker threads (design.md, section 6). */
export type Lane = 'main' | 'live' | 'desk' | 'background';

export type Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  readonly kind: 'query' | 'command';
  readonly lane: Lane;
  readonly role: Role;
  readonly input: I;
  readonly output: O;
};

type Declaration<I extends z.ZodType, O extends z.ZodType> = Omit<Method<I, O>, 'kind'>;

/** A method that reads. */
export function query<I extends z.ZodType, O extends z.ZodType>(
  declaration: Declaration<I, O>,
): Method<I, O> {
  return { kind: 'query', ...declaration };
}

/** A method that changes something. */
export function command<I extends z.ZodType, O extends z.ZodType>(
  declaration: Declaration<I, O>,
): Method<I, O> {
  return { kind: 'command', ...declaration };
}
