import type { z } from 'zod';
import type { AskLane, Caller } from '../feature.ts';

/** A setting's key is `<scope>/<name>`; scope is `branch`, `node` or `agent:<id>` (design.md, section 6). */
export type Entry = { readonly key: string; readonly value: unknown };

export type SettingsCache = {
  /** Rises with every change: what was worked out from settings is worked out anew. */
  readonly revision: () => number;
  /** The setting as its schema reads it; `otherwise` where it is not set or no longer fits. */
  get<S extends z.ZodType>(key: string, schema: S, otherwise: z.output<S>): z.output<S>;
  /** Writes through `apply`; answers the operation that undo takes back. */
  set(label: string, entries: readonly Entry[], caller?: Caller): Promise<number>;
  /** After something else wrote settings: an undo, another process. */
  reload(): Promise<void>;
};

/** Settings in the core's own thread, read once: the ring's path must not ask the store for them. */
export async function loadSettings(ask: AskLane): Promise<SettingsCache> {
  let values = new Map<string, unknown>();
  let revision = 0;

  const cache: SettingsCache = {
    revision: () => revision,
    get(key, schema, otherwise) {
      const parsed = schema.safeParse(values.get(key));
      return parsed.success ? parsed.data : otherwise;
    },
    async set(label, entries, caller) {
      const { operationId } = await ask('settings.write', { label, entries: [...entries] }, caller ?? null);
      for (const { key, value } of entries) values.set(key, value);
      revision += 1;
      return operationId;
    },
    async reload() {
      const { entries } = await ask('settings.read', { prefix: '' });
      values = new Map(entries.map(({ key, value }) => [key, value]));
      revision += 1;
    },
  };
  await cache.reload();
  return cache;
}
