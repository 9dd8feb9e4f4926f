import type { CustomerCard, HistoryEntry, OpenFollowUp } from '#shared/contract/card.ts';
import { keyUnder } from '../../app/i18n/text.ts';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Moment } from '../../ui/moment.tsx';

/** The last conversation and the next thing due, side by side. */
export function LastAndNext({ customer }: { customer: CustomerCard }) {
  if (customer.lastContact === null && customer.nextDue === null) return null;
  return (
    <div className="last-next">
      {customer.lastContact === null ? null : <LastContact entry={customer.lastContact} />}
      {customer.nextDue === null ? null : <NextDue due={customer.nextDue} />}
    </div>
  );
}

function LastContact({ entry }: { entry: HistoryEntry }) {
  const { text } = useWords();
  const outcome = outcomeText(entry.outcome);
  return (
    <section className="fact">
      <h2>{text('card.lastContact')}</h2>
      <p className="fact__by">
        <Moment at={entry.at} />
        {entry.agent === null ? null : <span>{entry.agent}</span>}
        {outcome === null ? null : <span>{text(outcome)}</span>}
      </p>
      {entry.gist === null ? null : <Clamped text={entry.gist} lines={2} />}
    </section>
  );
}

function NextDue({ due }: { due: OpenFollowUp }) {
  const { text } = useWords();
  return (
    <section className="fact">
      <h2>{due.kind === 'promise' ? text('card.promise') : text('card.nextDue')}</h2>
      <p className="fact__by">
        <Moment at={due.dueAt} />
        {due.agent === null ? null : <span>{due.agent}</span>}
        {due.kind === 'promise' ? null : <span>{text(`followUp.kind.${due.kind}`)}</span>}
      </p>
      <Clamped text={due.what} lines={2} />
    </section>
  );
}

export function outcomeText(outcome: number | null) {
  return outcome === null ? null : keyUnder('outcome.', String(outcome));
}
