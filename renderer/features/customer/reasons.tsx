import type { CustomerCard } from '#shared/contract/card.ts';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';

/** «شاید برای این زنگ زده‌اند» */
export function Reasons({ customer }: { customer: CustomerCard }) {
  const { text, relative } = useWords();
  const [first, ...others] = customer.reasons;
  if (first === undefined) return null;
  return (
    <section className="reasons">
      <h2>{text('card.title.why')}</h2>
      {[first, ...others.slice(0, 1)].map((reason) => (
        <p key={reason.kind + reason.what} className="reasons__one">
          <Clamped as="span" text={reason.what} lines={1} />
          <span className="reasons__when">
            {text(`card.reason.${reason.kind}`, { when: reason.at === null ? '' : relative(reason.at) })}
          </span>
        </p>
      ))}
    </section>
  );
}
