import { statSync } from 'node:fs';
import type { Writer } from './connection.ts';

export type CheckpointMode = 'PASSIVE' | 'RESTART' | 'TRUNCATE';

export type Checkpointed = {
  /** A reader or writer stood in the way: some frames stay in the log. */
  readonly busy: boolean;
  readonly framesInLog: number;
  readonly framesMoved: number;
};

/** Above this a checkpoint is worth its syncs even while agents work: 16 MiB. */
export const largeWalBytes = 16 * 1024 * 1024;

/** Moves pages from the log into the store. */
export function checkpoint(writer: Writer, mode: CheckpointMode): Checkpointed {
  const row = writer.pragma<{ busy: number; log: number; checkpointed: number }>(
    `wal_checkpoint(${mode})`,
  )[0];
  return { busy: row?.busy !== 0, framesInLog: row?.log ?? 0, framesMoved: row?.checkpointed ?? 0 };
}

/**
 * For the background lane: PASSIVE first, which keeps no writer waiting, then TRUNCATE, which has little left to
 * do and gives the log's space back. With PASSIVE alone the log never shrinks under a burst. `idle`: nobody works
 * now, so that a small log is worth it too. Answers null where there was nothing worth doing.
 */
export function checkpointWhenWorth(writer: Writer, now: { readonly idle: boolean }): Checkpointed | null {
  const size = walBytes(writer.file);
  if (size === 0 || (!now.idle && size < largeWalBytes)) return null;
  const passive = checkpoint(writer, 'PASSIVE');
  if (passive.framesMoved < passive.framesInLog) return passive;
  return checkpoint(writer, 'TRUNCATE');
}

/** Before closing, so that the store is one file again. */
export function checkpointBeforeClosing(writer: Writer): Checkpointed {
  return checkpoint(writer, 'TRUNCATE');
}

export function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
