import { describe, expect, it } from 'vitest';
import { takePageSecret } from '../../../renderer/client/page-secret.ts';
import { forgetReload, reloadOnce } from '../../../renderer/client/reload-once.ts';

function keep() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

describe('a page for which the core is another version', () => {
  it('reloads once for each version, and not again', () => {
    const kept = keep();
    let reloads = 0;
    const meet = (version: string) => reloadOnce(version, kept, () => (reloads += 1));
    expect([meet('b'), meet('b'), meet('b'), meet('c'), meet('c')]).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
    expect(reloads).toBe(2);
  });

  it('may reload for a version again after the two were the same', () => {
    const kept = keep();
    expect(reloadOnce('b', kept, () => undefined)).toBe(true);
    forgetReload(kept);
    expect(reloadOnce('b', kept, () => undefined)).toBe(true);
  });
});

describe("a page's secret", () => {
  function open(sessionStorage: ReturnType<typeof keep>, told: string | null) {
    let meta: { content: string; remove(): void } | null =
      told === null ? null : { content: told, remove: () => (meta = null) };
    const addresses: unknown[] = [];
    const secret = takePageSecret({
      document: { querySelector: () => meta as never },
      sessionStorage,
      history: { replaceState: (_state, _title, url) => addresses.push(url) },
    });
    return { secret, addresses, metaIsThere: meta !== null };
  }

  it('comes with the page once, leaves the page and the address, and is kept over a reload', () => {
    const tab = keep();
    expect(open(tab, 'secret-1')).toEqual({ secret: 'secret-1', addresses: ['/'], metaIsThere: false });
    expect(open(tab, null).secret).toBe('secret-1');
  });

  it('is nothing in a tab that no address opened', () => {
    expect(open(keep(), null).secret).toBeNull();
  });

  it('is the new one when an address is opened in the same tab', () => {
    const tab = keep();
    open(tab, 'secret-1');
    expect(open(tab, 'secret-2').secret).toBe('secret-2');
  });
});
