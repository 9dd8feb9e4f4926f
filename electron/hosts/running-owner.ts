import { setTimeout as wait } from 'node:timers/promises';
import { readRun } from '../core/db/owner.ts';
import { askRunning } from './control/control-client.ts';

/** Another process owns the folder: what came of asking it for a window. */
export type SecondStart =
  | { readonly outcome: 'shown' } // it showed a window of its own
  | { readonly outcome: 'address'; readonly url: string }
  | { readonly outcome: 'unreachable' };

const tries = 25;
const between = 200;

/** Asks the owner of a data folder for a window; waits some seconds for one that is only just starting. */
export async function askOwnerForWindow(folder: string): Promise<SecondStart> {
  for (let tried = 0; tried < tries; tried += 1) {
    const run = readRun(folder);
    const envelope = run === null ? null : await askRunning(run, 'host.newWindow', {});
    if (envelope?.ok === true) {
      const { url } = envelope.value as { readonly url: string | null };
      return url === null ? { outcome: 'shown' } : { outcome: 'address', url };
    }
    await wait(between);
  }
  return { outcome: 'unreachable' };
}
