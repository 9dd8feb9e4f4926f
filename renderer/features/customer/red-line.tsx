import type { CustomerCard, RedLine as Red } from '#shared/contract/card.ts';
import { useWords, type Words } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Icon } from '../../ui/icon.tsx';

/** At most one red line, with how many others stand behind it. Debt is never here. */
export function RedLine({ customer }: { customer: CustomerCard }) {
  const words = useWords();
  if (customer.redLine === null) return null;
  return (
    <section className="red-line" role="alert">
      <Icon name="warning" />
      <Clamped text={sentence(customer.redLine, words)} lines={2} />
      {customer.redLineMore > 0 ? (
        <span className="red-line__more">{words.text('card.more', { count: customer.redLineMore })}</span>
      ) : null}
    </section>
  );
}

function sentence(red: Red, { text, relative, ordinal }: Words): string {
  switch (red.kind) {
    case 'overdue_promise':
      return text('card.redPromise', { what: red.what, when: relative(red.dueAt) });
    case 'open_complaint': {
      const params = { what: red.what, age: relative(red.openedAt) };
      return red.owner === null
        ? text('card.redComplaintNoOwner', params)
        : text('complaint.card', { ...params, name: red.owner });
    }
    case 'calls_today':
      return text('call.again', { count: ordinal(red.count) });
    case 'unanswered':
      return text('call.unansweredBefore', { count: red.count });
  }
}
