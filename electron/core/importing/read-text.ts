import { open, stat } from 'node:fs/promises';
import { FileRefused } from './refusals.ts';

const chunkBytes = 65_536;

/**
 * The text of a spreadsheet saved as CSV or as Excel's "Unicode text", in pieces of 64 kB: UTF-8 with or without
 * its mark, UTF-16 with it. Throws FileRefused; anything that is not valid in its encoding is `not_unicode`, never
 * replaced by question marks.
 */
export async function* readText(path: string): AsyncGenerator<string, void, undefined> {
  const found = await stat(path).catch(() => null);
  if (found === null) throw new FileRefused('not_found');
  if (!found.isFile()) throw new FileRefused('not_a_file');
  const file = await open(path, 'r').catch(() => {
    throw new FileRefused('unreadable');
  });
  try {
    let decoder: InstanceType<typeof TextDecoder> | null = null;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.alloc(chunkBytes), 0, chunkBytes);
      const bytes = buffer.subarray(0, bytesRead);
      decoder ??= new TextDecoder(encodingOf(bytes), { fatal: true });
      yield decode(decoder, bytes, bytesRead > 0);
      if (bytesRead === 0) return;
    }
  } finally {
    await file.close();
  }
}

/** The first `atLeast` characters, or all where there are fewer. */
export async function readBeginning(path: string, atLeast: number): Promise<string> {
  let beginning = '';
  for await (const piece of readText(path)) {
    beginning += piece;
    if (beginning.length >= atLeast) break;
  }
  return beginning;
}

function encodingOf(beginning: Uint8Array): string {
  const [first, second] = beginning;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return 'utf-8';
}

function decode(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array, stream: boolean): string {
  try {
    return decoder.decode(bytes, { stream });
  } catch {
    throw new FileRefused('not_unicode');
  }
}
