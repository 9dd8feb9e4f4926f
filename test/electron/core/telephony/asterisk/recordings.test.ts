import { describe, expect, test } from 'vitest';
import { createReader, expectations, expectedInWords, inWords, recording } from '../recordings.ts';

describe('every recording gives exactly what its screens must have shown', () => {
  test.each(expectations())('$file, fed whole', ({ file, expected }) => {
    const reader = createReader();
    reader.feed(recording(file));
    const { text, counted } = expectedInWords(expected);
    expect(inWords(reader.happenings, counted)).toBe(text);
  });

  test.each(expectations())('$file, fed byte by byte', ({ file, expected }) => {
    const reader = createReader();
    const bytes = recording(file);
    for (let at = 0; at < bytes.length; at += 1) reader.feed(bytes.subarray(at, at + 1));
    const { text, counted } = expectedInWords(expected);
    expect(inWords(reader.happenings, counted)).toBe(text);
  });

  test.each(expectations())('$file, with line feeds only', ({ file, expected }) => {
    const reader = createReader();
    reader.feed(Buffer.from(recording(file).toString('utf8').replaceAll('\r\n', '\n')));
    const { text, counted } = expectedInWords(expected);
    expect(inWords(reader.happenings, counted)).toBe(text);
  });

  test.each(expectations())('$file, heard twice, tells nothing twice', ({ file, expected }) => {
    const reader = createReader();
    reader.feed(recording(file));
    reader.feed(recording(file));
    const { text, counted } = expectedInWords(expected);
    expect(inWords(reader.happenings, counted)).toBe(text);
  });
});
