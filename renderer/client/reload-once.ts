const key = 'ashena.reloadedFor';

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * A page built for another version of the core reloads, once for each version: if the core still speaks another
 * one after that, what the host serves is not what it was built with, and reloading again would never end.
 *
 * @returns whether the page reloads now
 */
export function reloadOnce(coreVersion: string, kept: Kept, reload: () => void): boolean {
  if (kept.getItem(key) === coreVersion) return false;
  kept.setItem(key, coreVersion);
  reload();
  return true;
}

/** The versions are the same: the next time that they differ is a first time again. */
export function forgetReload(kept: Kept): void {
  kept.removeItem(key);
}
