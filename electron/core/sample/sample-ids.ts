import { idEpoch } from '../db/ids.ts';

/** Rows of a sample store all come from this node, so that the same sample has the same ids everywhere. */
export const sampleNode = 1;

const perSecond = 1024 * 4096;

/**
 * Ids of the sample's rows, as an import of a month ago would have made them: the n-th is known without making those
 * before it, so that customers can point at customers who are not written yet.
 */
export type SampleIds = {
  /** Id of the customer at an index. */
  customer(index: number): number;
  /** The next id of any other row; they only grow. */
  next(): number;
  /** The largest id given. */
  last(): number;
};

export function makeSampleIds(today: number, customers: number): SampleIds {
  const monthAgo = Math.floor((today - idEpoch) / 1000) - 30 * 86_400;
  const firstSecond = Math.max(0, monthAgo);
  const idAt = (place: number): number =>
    (firstSecond + Math.floor(place / 1024)) * perSecond + sampleNode * 1024 + (place % 1024);
  let place = customers;
  return {
    customer: idAt,
    next: () => idAt(place++),
    last: () => idAt(place - 1),
  };
}
