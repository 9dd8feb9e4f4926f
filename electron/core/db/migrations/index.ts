import { foundation } from './010-foundation.ts';

/** A step from one schema to the next, run in the transaction that sets its version. Never edited after landing. */
export type Migration = {
  readonly version: number;
  readonly name: string;
  readonly sql: string;
};

/** In order, in steps of ten. */
export const migrations: readonly Migration[] = [foundation];

/** What `change.schema` says of the bodies that are written now. */
export const schemaVersion: number = migrations.at(-1)?.version ?? 0;
