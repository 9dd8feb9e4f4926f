import { describe, expect, test } from 'vitest';
import { createReader, expectations, expectedInWords, inWords, recording } from '../recordings.ts';
import { blocksOf, expectNoConfusion, matters } from './closing.ts';

const cutsEach = 1_000;
/** The bursts are so long that each way of cutting one has over a thousand cuts itself. */
const cutsOfBursts = 200;
/** Connections that close at different places, played side by side. */
const sideBySide = 8;

/** A small seeded generator (mulberry32), so that a failing cut can be cut again. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Pieces of one byte up to about a network packet, small ones as likely as large ones. */
function cutUp(bytes: Buffer, seed: number): Buffer[] {
  const random = seeded(seed);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Math.ceil(2 ** (random() * 11));
    pieces.push(bytes.subarray(at, at + length));
    at += length;
  }
  return pieces;
}

describe(`every recording over ${cutsEach} seeded cuts`, () => {
  test.each(expectations())('$file', ({ file, expected }) => {
    const bytes = recording(file);
    const { text, counted } = expectedInWords(expected);
    for (let seed = 1; seed <= (counted ? cutsOfBursts : cutsEach); seed += 1) {
      const reader = createReader();
      for (const piece of cutUp(bytes, seed)) reader.feed(piece);
      expect(`seed ${seed}: ${inWords(reader.happenings, counted)}`).toBe(`seed ${seed}: ${text}`);
    }
  });
});

describe('a socket that closes at any event of any recording confuses nothing', () => {
  test.each(expectations().filter(({ file }) => !file.includes('__p-')))('$file', async ({ file }) => {
    const places = blocksOf(file).flatMap((text, at) => (matters(text) ? [at + 1] : []));
    for (let from = 0; from < places.length; from += sideBySide)
      await Promise.all(places.slice(from, from + sideBySide).map((place) => expectNoConfusion(file, place)));
    expect(places.length).toBeGreaterThan(5);
  });
});
