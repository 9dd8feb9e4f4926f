import type { Advice, CustomerCard, ShownTrait } from '#shared/contract/card.ts';
import { keyUnder } from '../../app/i18n/text.ts';
import { useWords, type Words } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';

/** The one or two sentences of advice, and the dealings that they rest on. */
export function HowToTalk({ customer }: { customer: CustomerCard }) {
  const words = useWords();
  const sentences = customer.advice
    .map((advice) => adviceText(advice, words))
    .filter((said) => said !== null);
  if (sentences.length === 0 && customer.traits.length === 0 && customer.addressNote === null) return null;
  return (
    <section className="how" aria-label={words.text('temperament.title')}>
      {sentences.map((said) => (
        <div key={said} className="how__say">
          <Clamped text={said} lines={2} />
        </div>
      ))}
      {customer.traits.length === 0 && customer.addressNote === null ? null : (
        <ul className="how__traits">
          {customer.traits.map((trait) => (
            <Trait key={trait.trait} trait={trait} />
          ))}
          {customer.addressNote === null ? null : (
            <li className="how__address">
              <b>{words.text('card.addressNote')}</b>{' '}
              <Clamped as="span" text={customer.addressNote} lines={1} />
            </li>
          )}
        </ul>
      )}
    </section>
  );
}

function Trait({ trait }: { trait: ShownTrait }) {
  const { text, day } = useWords();
  const seen = trait.seenOnce
    ? text('temperament.seenOnce')
    : text('temperament.count', { count: trait.count, date: day(trait.lastAt) });
  return (
    <li>
      <b>{text(`temperament.${trait.trait}`)}</b>
      <span>
        {trait.mixed ? `${text('temperament.mixed')} · ` : null}
        {trait.ourFault ? `${text('temperament.ourFault')} · ` : null}
        {seen}
      </span>
    </li>
  );
}

/** A supervisor's own words, else the label; null for a sentence that this build does not know. */
function adviceText(advice: Advice, { text }: Words): string | null {
  if (advice.text !== null) return advice.text;
  const key = keyUnder('advice.', advice.key.replace(/^advice\./, ''));
  return key === null ? null : text(key, advice.params);
}
