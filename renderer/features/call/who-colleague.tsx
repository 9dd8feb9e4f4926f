import type { CallView } from '#shared/contract/calls.ts';
import type { Card } from '#shared/contract/card.ts';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Moment } from '../../ui/moment.tsx';
import type { CallDeeds } from './call-deeds.ts';
import { CallHead } from './call-head.tsx';

type Colleague = Extract<Card, { match: 'colleague' }>;

/** A colleague's ring: who, and what lies open between the two. */
export function WhoColleague({ call, card, deeds }: { call: CallView; card: Colleague; deeds: CallDeeds }) {
  const { text, number } = useWords();
  const { app } = useServices();
  const { displayName: name, extension } = card;
  return (
    <>
      <CallHead
        call={call}
        deeds={deeds}
        name={name}
        certainty={
          <span className="badge">
            {text('call.state.colleague', { name, extension: toDigits(extension, number) })}
          </span>
        }
        greeting={null}
      />
      <section className="fact colleague-work">
        <h2>{text('call.colleagueWork')}</h2>
        {card.work.length === 0 ? <p>{text('call.colleagueNoWork')}</p> : null}
        <ul>
          {card.work.map((work) => (
            <li key={work.id}>
              <Clamped as="span" text={work.what} lines={2} />
              <span className="fact__by">
                <Moment at={work.dueAt} />
                {work.customer === null || work.customerId === null ? null : (
                  <button
                    type="button"
                    className="link"
                    onClick={() => app.actions.showCustomer(work.customerId ?? 0)}
                  >
                    {text('call.forCustomer', { name: work.customer })}
                  </button>
                )}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

function toDigits(extension: string, number: (value: number) => string): string {
  return /^\d{1,8}$/.test(extension) && !extension.startsWith('0') ? number(Number(extension)) : extension;
}
