import { Refusal, type ContractError } from '#shared/contract/errors.ts';
import { BugElsewhere, describeBug, type BugFacts } from '../bug.ts';
import type { Audience, Caller } from '../feature.ts';

/** What travels between the core's own thread and a lane, as structured clones. */
export type ToLane =
  | {
      readonly kind: 'ask';
      readonly id: number;
      /** A method of the contract, or one of `internal-methods.ts`: two lists, never mixed. */
      readonly list: 'methods' | 'internal';
      readonly name: string;
      readonly input: unknown;
      readonly caller: Caller | null;
    }
  | { readonly kind: 'close' };

export type FromLane =
  | { readonly kind: 'ready' }
  /** It could not open its connection or prepare its features; it ends by itself. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'answer'; readonly id: number; readonly outcome: Outcome }
  | { readonly kind: 'event'; readonly name: string; readonly body: unknown; readonly audience: Audience }
  | {
      readonly kind: 'log';
      readonly level: 'info' | 'warn' | 'error';
      readonly code: string;
      readonly facts: Record<string, unknown>;
    };

export type Outcome = { readonly kind: 'value'; readonly value: unknown } | Failure;

export type Failure =
  | { readonly kind: 'refusal'; readonly error: ContractError }
  | { readonly kind: 'bug'; readonly bug: BugFacts };

/** A failure as it travels out of a lane. */
export function packFailure(failure: unknown): Failure {
  if (!(failure instanceof Refusal)) return { kind: 'bug', bug: describeBug(failure) };
  const { code, message, details } = failure;
  return { kind: 'refusal', error: { code, message, ...(details === undefined ? {} : { details }) } };
}

/** What was packed, to be thrown again on the other side. */
export function unpackFailure(failure: Failure): Error {
  if (failure.kind === 'bug') return new BugElsewhere(failure.bug);
  const { code, message, details } = failure.error;
  return new Refusal(code, message, details);
}
