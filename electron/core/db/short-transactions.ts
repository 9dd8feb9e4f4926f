import type { Writer } from './connection.ts';
import type { LiveWaiting } from './live-waiting.ts';

export type ShortTransactions = {
  readonly liveWaiting: LiveWaiting | null;
  /** When a transaction is closed and the next begun: about 10 ms. */
  readonly budgetMs?: number;
  /** How long it stands back for the live lane between two of its own, so that an import still ends. */
  readonly patienceMs?: number;
  readonly elapsed?: () => number;
};

/**
 * Does `step` again and again, until it answers false, in write transactions cut at the budget; between two of them
 * the live lane goes first, and within one it is cut short as soon as live waits. A throw rolls back the
 * transaction it happened in; those before it stand.
 */
export function inShortTransactions(writer: Writer, step: () => boolean, options: ShortTransactions): void {
  const { liveWaiting } = options;
  const budget = options.budgetMs ?? 10;
  const elapsed = options.elapsed ?? (() => performance.now());
  let more = true;
  while (more) {
    liveWaiting?.letThrough(options.patienceMs ?? 200);
    more = writer.transaction(() => {
      const until = elapsed() + budget;
      while (step()) if (elapsed() >= until || liveWaiting?.any() === true) return true;
      return false;
    });
  }
}
