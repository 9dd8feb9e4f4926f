import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  amiLimits,
  createAmiParser,
  type AmiItem,
} from '../../../../../electron/core/telephony/asterisk/ami-parser.ts';

function parse(...chunks: (string | Uint8Array)[]): AmiItem[] {
  const parser = createAmiParser();
  return chunks.flatMap((chunk) => parser.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
}

function fieldsOf(item: AmiItem | undefined): Record<string, string> {
  return item?.kind === 'block' ? Object.fromEntries(item.fields) : {};
}

describe('the AMI parser', () => {
  test('reads the greeting and the block behind it, though no empty line stands between', () => {
    const [greeting, block] = parse('Asterisk Call Manager/9.0.0\r\nResponse: Success\r\n\r\n');
    expect(greeting).toEqual({ kind: 'greeting', text: 'Asterisk Call Manager/9.0.0' });
    expect(fieldsOf(block)).toEqual({ response: 'Success' });
  });

  test('splits at the first colon, compares keys without case, and keeps the first of a key told twice', () => {
    const [block] = parse('CallerIDName: a: b::c\r\nUniqueID: 1.1\r\nuniqueid: 2.2\r\nEmpty:\r\n\r\n');
    expect(fieldsOf(block)).toEqual({ calleridname: 'a: b::c', uniqueid: '1.1', empty: '' });
  });

  test('takes chunks cut inside a character, and line feeds alone', () => {
    const bytes = Buffer.from('Event: X\nCallerIDName: مریم کریمی\n\n');
    for (let cut = 0; cut <= bytes.length; cut += 1)
      expect(fieldsOf(parse(bytes.subarray(0, cut), bytes.subarray(cut))[0])).toEqual({
        event: 'X',
        calleridname: 'مریم کریمی',
      });
  });

  test('drops a line of 10 MB with a reason, keeps the rest of its block, and goes on behind it', () => {
    const parser = createAmiParser();
    parser.push(Buffer.from('Event: Newstate\r\nCallerIDName: '));
    const before = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed;
    const chunk = Buffer.alloc(64 * 1024, 0x61);
    for (let sent = 0; sent < 10 * 1024 * 1024; sent += chunk.length) parser.push(chunk);
    const grown = process.memoryUsage().arrayBuffers + process.memoryUsage().heapUsed - before;
    const [dropped, block] = parser.push(Buffer.from('\r\nUniqueid: 1.1\r\n\r\nEvent: Next\r\n\r\n'));
    expect(dropped).toMatchObject({ kind: 'dropped', reason: 'line_too_long' });
    expect(dropped?.kind === 'dropped' && dropped.bytes).toBeGreaterThan(10 * 1024 * 1024);
    expect(fieldsOf(block)).toEqual({ event: 'Newstate', uniqueid: '1.1' });
    expect(grown).toBeLessThan(4 * 1024 * 1024);
  });

  test('drops a block that never ends, however short its lines, and goes on behind it', () => {
    const line = `Variable${'x'.repeat(90)}: y\r\n`;
    const many = line.repeat(Math.ceil(amiLimits.blockBytes / line.length) + 10);
    const [dropped, next] = parse(many, '\r\n', 'Event: Next\r\n\r\n');
    expect(dropped).toMatchObject({ kind: 'dropped', reason: 'block_too_long' });
    expect(fieldsOf(next)).toEqual({ event: 'Next' });
  });

  test('passes over lines that are no fields, and empty blocks', () => {
    expect(parse('\r\n\r\nno colon here\r\n: no key\r\n\r\n')).toEqual([]);
  });

  test('gives the same items however random bytes are cut, and never throws', () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.stringMatching(/^[A-C:\r\n ]{0,80}$/u).map((text) => new Uint8Array(Buffer.from(text))),
    );
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(400), { maxLength: 8 }), (all, cuts) => {
        const places = [0, ...cuts.filter((cut) => cut < all.length), all.length].toSorted((a, b) => a - b);
        const chunks = places.slice(1).map((to, n) => all.subarray(places[n], to));
        expect(parse(...chunks)).toEqual(parse(all));
      }),
    );
  });
});
