import { makeApply, type Apply } from '../../electron/core/db/apply.ts';
import {
  liveAutocheckpointPages,
  openWriter,
  type notEncrypted,
  type Writer,
} from '../../electron/core/db/connection.ts';
import { makeLiveWaiting } from '../../electron/core/db/live-waiting.ts';
import { customersLane } from '../../electron/core/customers/customers.handlers.ts';
import type { LookedUp, LookUp } from '../../electron/core/lanes/internal-methods.ts';

/** What the live lane runs, in this thread: the same connection, the same feature, without the way to and fro. */
export type LiveLaneHere = {
  readonly writer: Writer;
  readonly apply: Apply;
  lookUp(call: LookUp): LookedUp;
  /** The floor: the one statement that no card can do without. */
  barePhoneLookUp(e164: string): number | undefined;
  close(): void;
};

/** MiB, as in `lane-worker.ts`. */
const liveCacheMb = 64;

export function openLiveLaneHere(
  file: string,
  key: Uint8Array | typeof notEncrypted,
  now: () => number,
): LiveLaneHere {
  const writer = openWriter({ file, key, cacheMb: liveCacheMb, checkpointAt: liveAutocheckpointPages });
  const apply = makeApply(writer, { now });
  const nothing = (): void => undefined;
  const liveWaiting = makeLiveWaiting();
  const feature = customersLane({
    reader: writer,
    writer,
    apply,
    now,
    liveWaiting,
    emit: nothing,
    log: nothing,
  });
  const lookUp = feature.internal?.['cards.lookUp'];
  if (lookUp === undefined) throw new Error('the live lane does not look up cards');
  const holder = writer.value<number>('SELECT customer_id FROM phone_index WHERE e164 = ?');
  return {
    writer,
    apply,
    lookUp: (call) => atOnce(lookUp(call, null)),
    barePhoneLookUp: (e164) => holder.get(Number(e164.slice(1))),
    close: () => writer.close(),
  };
}

function atOnce<T>(answer: T | Promise<T>): T {
  if (answer instanceof Promise) throw new Error('a card is read without waiting');
  return answer;
}
