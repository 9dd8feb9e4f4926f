import { z } from 'zod';

/** A row's id: a 53-bit integer made on a node (design.md, section 6). Never read as a time. */
export const id = z.int().positive().max(Number.MAX_SAFE_INTEGER);

/** A moment: integer milliseconds since 1970-01-01 UTC. */
export const moment = z.int();

/** An amount in the smallest unit it was written in; `IRR` are rials. Shown as تومان. */
export const amount = z.object({ value: z.int(), unit: z.string() });

export const language = z.enum(['fa', 'en']);
export type Language = z.infer<typeof language>;

export const nothing = z.object({}).strict();

/** What a command answers: the operation that `operations.undo` takes back. */
export const done = z.object({ operationId: id });
export type Done = z.infer<typeof done>;

export const callEnd = z.enum(['ended', 'missed', 'elsewhere', 'busy', 'never_rang']);
export type CallEnd = z.infer<typeof callEnd>;
