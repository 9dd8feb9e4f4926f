/**
 * Cuts the bytes of an Asterisk Manager connection into blocks of `Key: value` lines. The bytes may come cut at
 * any place, also inside a character; lines end in CRLF or LF; blocks end in an empty line. Memory is bounded
 * whatever comes: a line or block that is too long is dropped and told, and the stream goes on behind it.
 */
export type AmiItem =
  | { readonly kind: 'greeting'; readonly text: string }
  /** Keys in lower case (their case varies between versions); of a key told twice the first counts. */
  | { readonly kind: 'block'; readonly fields: AmiFields }
  | { readonly kind: 'dropped'; readonly reason: 'line_too_long' | 'block_too_long'; readonly bytes: number };

export type AmiFields = ReadonlyMap<string, string>;

/** Far above what a server sends: the longest line in our recordings is under 300 bytes, the longest block 1 kB. */
export const amiLimits = { lineBytes: 16 * 1024, blockBytes: 128 * 1024 } as const;

export type AmiParser = {
  /** Takes the next bytes; returns what they completed, in order. */
  push(bytes: Uint8Array): AmiItem[];
};

const lineFeed = 0x0a;

export function createAmiParser(): AmiParser {
  const partial = Buffer.allocUnsafe(amiLimits.lineBytes);
  let partialLength = 0;
  let overlongBytes = 0;
  let fields = new Map<string, string>();
  let blockBytes = 0;

  return {
    push(bytes) {
      const items: AmiItem[] = [];
      const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      let from = 0;
      while (from < chunk.length) {
        const end = chunk.indexOf(lineFeed, from);
        takePart(chunk.subarray(from, end < 0 ? chunk.length : end));
        if (end < 0) break;
        endLine(items);
        from = end + 1;
      }
      return items;
    },
  };

  function takePart(part: Buffer): void {
    if (overlongBytes > 0) overlongBytes += part.length;
    else if (partialLength + part.length > amiLimits.lineBytes) overlongBytes = partialLength + part.length;
    else partialLength += part.copy(partial, partialLength);
  }

  function endLine(items: AmiItem[]): void {
    const overlong = overlongBytes;
    const line = overlong > 0 ? '' : partial.toString('utf8', 0, partialLength).replace(/\r$/u, '');
    blockBytes += partialLength + 1;
    partialLength = 0;
    overlongBytes = 0;
    // Only the line is lost: a call whose name is absurdly long still rings.
    if (overlong > 0) items.push({ kind: 'dropped', reason: 'line_too_long', bytes: overlong });
    else if (line === '') endBlock(items);
    else if (blockBytes <= amiLimits.blockBytes) takeLine(line, items);
  }

  function takeLine(line: string, items: AmiItem[]): void {
    // Split at the first colon: names may contain ": ".
    const colon = line.indexOf(':');
    if (colon > 0) {
      const key = line.slice(0, colon).trim().toLowerCase();
      if (!fields.has(key)) fields.set(key, line.slice(colon + 1).trim());
    } else if (line.startsWith('Asterisk Call Manager')) {
      // It stands alone, without the empty line that ends a block.
      items.push({ kind: 'greeting', text: line.slice(0, 100) });
    }
  }

  function endBlock(items: AmiItem[]): void {
    if (blockBytes > amiLimits.blockBytes)
      items.push({ kind: 'dropped', reason: 'block_too_long', bytes: blockBytes });
    else if (fields.size > 0) items.push({ kind: 'block', fields });
    fields = new Map();
    blockBytes = 0;
  }
}
