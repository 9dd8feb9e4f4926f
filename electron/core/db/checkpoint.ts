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
 * For the background lane: PASSIVE first, which keeps no writer waiting; where the log is large, then TRUNCATE, which
 * has little left to do and gives its space back: with PASSIVE alone the log never shrinks under a burst. A small
 * log keeps its space, because the next saves write over it, which is safe on the disk sooner than a file that
 * grows. `idle`: nobody works now, so that a small log is worth it too. Answers null where nothing was worth doing.
 */
export function checkpointWhenWorth(writer: Writer, now: { readonly idle: boolean }): Checkpointed | null {
  const size = walBytes(writer.file);
  if (size === 0 || (!now.idle && size < largeWalBytes)) return null;
  const passive = checkpoint(writer, 'PASSIVE');
  if (size < largeWalBytes || passive.framesMoved < passive.framesInLog) return passive;
  return checkpoint(writer, 'TRUNCATE');
}

/** Before closing, so that the store is one file again. */
export function checkpointBeforeClosing(writer: Writer): Checkpointed {
  return checkpoint(writer, 'TRUNCATE');
}

export function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
