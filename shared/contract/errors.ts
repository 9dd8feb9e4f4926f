import { z } from 'zod';

/**
 * Every way in which a call can fail, as a closed list. Sentences for people are the renderer's (i18n
 * `error.<code>`); `message` is for logs and terminals, in English, and carries no personal data.
 */
export const errorCodes = [
  'unknown_method',
  'forbidden', // the session's role is less than the method's
  'bad_input', // details.issues: [{path, message}]
  'not_found', // what was asked for is not there (any more)
  'stale', // it changed meanwhile; details.now holds what is there
  'conflict', // the change cannot stand beside what is there, e.g. an own number used twice
  'undo_refused', // details.fields: what changed since
  'store_closed', // the store is not open: see app.status
  'wrong_key',
  'no_key',
  'damaged',
  'newer_store', // written by a newer version of Ashena
  'in_use', // another process owns the data folder
  'lane_lost', // the lane died while it worked on this; it is being restarted
  'connection_lost', // the transport closed before the answer came
  'line_unreachable',
  'line_refused', // the PBX refused user or password
  'too_large',
  'too_many_requests',
  'not_in_sample', // only while sample data is open
  'bug',
] as const;

export const errorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof errorCode>;

export const contractError = z.object({
  code: errorCode,
  message: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
export type ContractError = z.infer<typeof contractError>;

export type Envelope<T = unknown> = { ok: true; value: T } | { ok: false; error: ContractError };

/** An expected failure, thrown inside a handler and turned into its envelope by `dispatch`. */
export class Refusal extends Error {
  readonly code: ErrorCode;
  readonly details: Record<string, unknown> | undefined;

  constructor(code: ErrorCode, message: string = code, details?: Record<string, unknown>) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.details = details;
  }
}
