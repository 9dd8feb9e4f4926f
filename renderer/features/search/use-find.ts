import { useEffect, useState } from 'react';
import type { FoundCustomer } from '#shared/contract/customers.ts';
import type { ErrorCode } from '#shared/contract/errors.ts';
import { useServices } from '../../app/services.tsx';

export type Finding =
  | { readonly state: 'empty' }
  | { readonly state: 'found'; readonly query: string; readonly people: readonly FoundCustomer[] }
  | { readonly state: 'failed'; readonly code: ErrorCode };

const LIMIT = 20;
const QUIET_MS = 90;

/** Finds as one types. An answer to an older text than the last is not shown. */
export function useFind(text: string): Finding {
  const { app } = useServices();
  const [finding, setFinding] = useState<Finding>({ state: 'empty' });
  const query = text.trim();
  useEffect(() => {
    if (query === '') return undefined;
    let latest = true;
    const timer = setTimeout(() => {
      void app.actions.call('customers.find', { text: query, limit: LIMIT }).then((answer) => {
        if (!latest) return;
        setFinding(
          answer.ok
            ? { state: 'found', query, people: answer.value.found }
            : { state: 'failed', code: answer.error.code },
        );
      });
    }, QUIET_MS);
    return () => {
      latest = false;
      clearTimeout(timer);
    };
  }, [app, query]);
  return query === '' ? { state: 'empty' } : finding;
}
