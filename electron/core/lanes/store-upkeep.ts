import { searchWords } from '#shared/domain/persian-text.ts';
import { describeBug } from '../bug.ts';
import { checkpointWhenWorth, walBytes } from '../db/checkpoint.ts';
import type { Writer } from '../db/connection.ts';
import { makeSearchIndexer } from '../db/search-index.ts';
import { inShortTransactions } from '../db/short-transactions.ts';
import { trimChanges } from '../db/trim.ts';
import type { LaneFeature, LaneTools } from '../feature.ts';

/** Milliseconds between two rounds. New names are found from their queue meanwhile, so this is no hurry. */
const roundEvery = 2_000;
/** Milliseconds for which nothing was written, after which a small log is worth its syncs too. */
const quietFor = 10_000;
const trimEvery = 600_000;
/** Rows taken in one step; a transaction holds as many steps as fit into its 10 ms. */
const rowsPerStep = 20;

/**
 * What the background lane does by itself: fills the search indexes from their queues, drops changes past the
 * undo window, and moves the write-ahead log into the store. Everything yields to the live lane.
 */
export const storeUpkeep: LaneFeature = (tools) => {
  const { writer, liveWaiting, log } = tools;
  if (writer === null) return {};
  const upkeep = makeUpkeep(writer, tools);
  const timer = setInterval(() => {
    // Nobody waits for this answer, and the next round may do better (a full disk may have room again).
    try {
      if (!liveWaiting.any()) upkeep.round();
    } catch (failure) {
      log('error', 'upkeep_failed', describeBug(failure));
    }
  }, roundEvery);
  timer.unref();
  return { internal: { 'background.idle': () => upkeep.everything() } };
};

function makeUpkeep(writer: Writer, { liveWaiting, now }: LaneTools) {
  const indexer = makeSearchIndexer(writer, (gist) => searchWords(gist).join(' '));
  let trimmedAt = Number.NEGATIVE_INFINITY;
  let log = { bytes: 0, since: now() };

  return {
    round(): void {
      drainQueues();
      if (now() - trimmedAt >= trimEvery) trim();
      checkpointWhenWorth(writer, { idle: isQuiet() });
    },
    /** Does all that is left, quiet or not: before measuring, and after an import. */
    everything(): { checkpointed: boolean; indexed: number } {
      const indexed = drainQueues();
      trim();
      return { indexed, checkpointed: checkpointWhenWorth(writer, { idle: true }) !== null };
    },
  };

  function drainQueues(): number {
    let indexed = 0;
    const drain = (step: (limit: number) => number): void => {
      const take = (): boolean => {
        const taken = step(rowsPerStep);
        indexed += taken;
        return taken > 0;
      };
      inShortTransactions(writer, take, { liveWaiting });
    };
    if (!indexer.waits()) return 0;
    drain((limit) => indexer.drainEntries(limit));
    drain((limit) => indexer.drainNames(limit));
    drain((limit) => indexer.drainGists(limit));
    return indexed;
  }

  function trim(): void {
    trimmedAt = now();
    inShortTransactions(writer, () => trimChanges(writer, now(), rowsPerStep) > 0, { liveWaiting });
  }

  /** The log has not grown for some seconds: nobody works now. */
  function isQuiet(): boolean {
    const bytes = walBytes(writer.file);
    if (bytes !== log.bytes) log = { bytes, since: now() };
    return now() - log.since >= quietFor;
  }
}
