import { z } from 'zod';
import { command } from './method.ts';

export const importOrigin = z.enum(['called', 'visited', 'referred', 'fair', 'web', 'oldFile', 'unknown']);
export type ImportOrigin = z.infer<typeof importOrigin>;

/** What came of an import. Codes and counts; sentences for the codes are written into the file of refused rows. */
export const importReport = z.object({
  /** Rows below the header that are not blank. */
  rows: z.int(),
  /** Customers made. */
  people: z.int(),
  /** Customers known before, to whom something was added. */
  merged: z.int(),
  unchanged: z.int(),
  phones: z.int(),
  /** Rows left out. */
  refusedRows: z.int(),
  /** Rows taken without a part that was damaged. */
  damagedRows: z.int(),
  /** The first of both. */
  refused: z.array(z.object({ row: z.int(), problem: z.string(), kept: z.boolean() })),
  /** Beside the file itself; null where nothing was refused. */
  refusedFile: z.string().nullable(),
  unknownColumns: z.array(z.string()),
  /** Set where the file could not be read to its end: what came before stands. */
  stopped: z.string().nullable(),
});
export type ImportReport = z.infer<typeof importReport>;

export const importingContract = {
  /** Imports a spreadsheet from this machine's disk: `npm run import`, from a terminal only. */
  'importing.importFile': command({
    lane: 'background',
    role: 'administrator',
    input: z.object({
      path: z.string().min(1).max(4_000),
      origin: importOrigin,
      /** ISO 3166; how numbers without a country code are read. */
      country: z.string().length(2),
      /** For local numbers; null = the branch's own. */
      areaCode: z
        .string()
        .regex(/^\d{0,4}$/)
        .nullable(),
      dryRun: z.boolean(),
    }),
    output: importReport,
  }),
} as const;
