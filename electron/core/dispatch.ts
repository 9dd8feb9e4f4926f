import type { z } from 'zod';
import { Refusal, type ContractError, type Envelope } from '#shared/contract/errors.ts';
import { isAtLeast, type Lane, type Method } from '#shared/contract/method.ts';
import { describeBug } from './bug.ts';
import type { Caller, Log } from './feature.ts';
import { isWithin } from './size.ts';

export type WorkerLane = Exclude<Lane, 'main'>;

/** Carries a parsed input to a lane and brings the handler's answer, or throws its Refusal or bug. */
export type CallLane = (lane: WorkerLane, name: string, input: unknown, caller: Caller) => Promise<unknown>;

export type Dispatch = (caller: Caller, name: string, input: unknown) => Promise<Envelope>;

type AnyContract = { readonly [name: string]: Method };
type AnyHandlers = { readonly [name: string]: ((input: never, caller: Caller) => unknown) | undefined };

/** Generous for a note of 20,000 letters or 2,000 ignored numbers, and small enough to walk in a millisecond. */
const inputLimit = { bytes: 1_000_000, values: 50_000, depth: 32 };
const maxIssues = 20;
const maxPathPart = 64;

/**
 * The only door to the core: unknown method, role, input, handler, and each failure as its envelope.
 * Never rejects. An expected failure is a thrown `Refusal`; anything else is a bug, which is logged without
 * its message (messages quote data) under an incident id that the answer carries too.
 *
 * @param handlers those of lane `main`; one must exist for each such method
 * @param checkOutput parse answers too: in development and tests
 */
export function makeDispatch(options: {
  readonly contract: AnyContract;
  readonly handlers: AnyHandlers;
  readonly callLane: CallLane;
  readonly checkOutput: boolean;
  readonly log: Log;
  readonly newIncident: () => string;
}): Dispatch {
  const { contract, handlers, callLane, checkOutput, log, newIncident } = options;
  refuseMissingHandlers(contract, handlers);

  return async function dispatch(caller, name, input) {
    // Own properties only: `__proto__`, `constructor` and `toString` are nobody's methods.
    const method = Object.hasOwn(contract, name) ? contract[name] : undefined;
    if (method === undefined) return failed('unknown_method', 'no such method');
    if (!isAtLeast(caller.role, method.role)) return failed('forbidden', `needs role ${method.role}`);
    if (!isWithin(input, inputLimit)) return failed('too_large', 'the input is too large');

    try {
      const parsed = method.input.safeParse(input);
      if (!parsed.success) {
        return failed('bad_input', 'the input does not fit', { issues: issuesOf(parsed.error) });
      }
      const value = await handle(name, method, parsed.data, caller);
      if (checkOutput) refuseBadOutput(method, value);
      return { ok: true, value };
    } catch (failure) {
      if (failure instanceof Refusal) return { ok: false, error: errorOf(failure) };
      return bug(name, failure);
    }
  };

  async function handle(name: string, method: Method, input: unknown, caller: Caller): Promise<unknown> {
    if (method.lane !== 'main') return await callLane(method.lane, name, input, caller);
    const handler = handlers[name] as (input: unknown, caller: Caller) => unknown;
    return await handler(input, caller);
  }

  function bug(name: string, failure: unknown): Envelope {
    const incident = newIncident();
    log('error', 'bug', { incident, method: name, ...describeBug(failure) });
    return failed('bug', 'something went wrong inside', { incident });
  }
}

function refuseMissingHandlers(contract: AnyContract, handlers: AnyHandlers): void {
  const missing = Object.keys(contract).filter(
    (name) => contract[name]?.lane === 'main' && handlers[name] === undefined,
  );
  if (missing.length > 0) throw new Error(`no handler for ${missing.join(', ')}`);
}

class BadOutput extends Error {
  override readonly name = 'BadOutput';
  readonly facts: { readonly issues: readonly Issue[] };

  constructor(issues: readonly Issue[]) {
    super('a handler answered what its contract does not say');
    this.facts = { issues };
  }
}

function refuseBadOutput(method: Method, value: unknown): void {
  const checked = method.output.safeParse(value);
  if (!checked.success) throw new BadOutput(issuesOf(checked.error));
}

type Issue = { readonly path: string; readonly message: string };

/** Where and what is wrong, never what was written there. */
function issuesOf(error: z.ZodError): Issue[] {
  return error.issues.slice(0, maxIssues).map((issue) => ({
    path: issue.path.map((part) => String(part).slice(0, maxPathPart)).join('.'),
    // zod's sentence for this one quotes the key that was sent.
    message: issue.code === 'unrecognized_keys' ? 'Unrecognized keys' : issue.message,
  }));
}

function failed(
  code: ContractError['code'],
  message: string,
  details?: Record<string, unknown>,
): Envelope<never> {
  return { ok: false, error: { code, message, ...(details === undefined ? {} : { details }) } };
}

/** What of a refusal travels to the window. */
function errorOf({ code, message, details }: Refusal): ContractError {
  return { code, message, ...(details === undefined ? {} : { details }) };
}
