import type { CustomerCard, HistoryEntry } from '#shared/contract/card.ts';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { Moment } from '../../ui/moment.tsx';
import { outcomeText } from './last-and-next.tsx';

/** Earlier conversations, newest first; the newest itself already stands above as the last contact. */
export function History({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  const entries = customer.history.filter((entry) => entry.id !== customer.lastContact?.id);
  if (entries.length === 0) return null;
  const more = customer.historyCount - entries.length - (customer.lastContact === null ? 0 : 1);
  return (
    <section className="history">
      <h2>{text('card.history')}</h2>
      <ol>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {more > 0 ? <p className="history__more">{text('card.historyMore', { count: more })}</p> : null}
    </section>
  );
}

function Entry({ entry }: { entry: HistoryEntry }) {
  const { text } = useWords();
  const outcome = outcomeText(entry.outcome);
  return (
    <li className={`history__entry history__entry--${entry.end ?? 'none'}`}>
      <span className="history__sign">
        <Icon name={signOf(entry)} />
        <span className="only-heard">{text(`interaction.${entry.kind}`)}</span>
      </span>
      <span className="history__by">
        <Moment at={entry.at} />
        {entry.agent === null ? null : <span>{entry.agent}</span>}
      </span>
      <span className="history__what">
        {entry.gist === null ? null : <Clamped as="span" text={entry.gist} lines={1} />}
        {entry.end === 'missed' || entry.end === 'busy' ? (
          <span className="badge badge--guess">{text(`card.end.${entry.end}`)}</span>
        ) : null}
        {outcome === null ? null : <span className="history__outcome">{text(outcome)}</span>}
      </span>
    </li>
  );
}

function signOf(entry: HistoryEntry): IconName {
  switch (entry.kind) {
    case 'call':
      return entry.direction;
    case 'visit':
      return 'visit';
    case 'message':
    case 'sms':
      return 'message';
  }
}
