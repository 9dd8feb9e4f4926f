import { pageSecretName } from '#shared/contract/page.ts';

const key = 'ashena.page';

/**
 * The secret that proves this page to the loopback host. It comes once, in a meta element of the page that an
 * address opened, and is kept by the tab: a reload has it, another tab has not. The address with its used token
 * leaves the history.
 *
 * @returns null where the tab was opened without an address (typed, or restored by the browser)
 */
export function takePageSecret(page: {
  readonly document: Pick<Document, 'querySelector'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  readonly history: Pick<History, 'replaceState'>;
}): string | null {
  const meta = page.document.querySelector<HTMLMetaElement>(`meta[name="${pageSecretName}"]`);
  if (meta !== null) {
    page.sessionStorage.setItem(key, meta.content);
    meta.remove();
  }
  page.history.replaceState(null, '', '/');
  return page.sessionStorage.getItem(key);
}
