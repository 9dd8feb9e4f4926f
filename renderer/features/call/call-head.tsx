import type { ReactNode } from 'react';
import type { CallView } from '#shared/contract/calls.ts';
import type { Greeting } from '#shared/contract/card.ts';
import { chords, chordText } from '../../app/shortcuts.ts';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Phone } from '../../ui/phone.tsx';
import type { CallDeeds } from './call-deeds.ts';
import { CallStateChip } from './call-state-chip.tsx';
import { shownNumber } from './number.ts';

type CallHeadProps = {
  readonly call: CallView;
  readonly deeds: CallDeeds;
  /** The name in large letters; null where the number itself is the name. */
  readonly name: string | null;
  /** Tier, years with us: beside the name. */
  readonly beside?: ReactNode;
  /** How sure the match is. */
  readonly certainty: ReactNode;
  readonly greeting: Greeting | null;
  /** What the red line says already is not said twice. */
  readonly saysCalls?: boolean;
  /** What can be done about who it is. */
  readonly children?: ReactNode;
};

/** The first thing the eye meets: name, number, how sure, line dialled; then the sentence to say. */
export function CallHead({
  call,
  deeds,
  name,
  beside,
  certainty,
  greeting,
  saysCalls,
  children,
}: CallHeadProps) {
  const { text, ordinal } = useWords();
  const number = shownNumber(call);
  const lineDialled = call.dialled ?? (call.direction === 'inbound' ? call.lineName : '');
  return (
    <header className="head">
      <div className="head__first">
        {name === null ? (
          <h1 className="head__number-name">
            <NumberOrNone number={number} />
          </h1>
        ) : (
          <h1 className="head__name">
            <Clamped as="span" text={name} lines={2} />
          </h1>
        )}
        <div className="head__beside">{beside}</div>
        <CallStateChip call={call} />
      </div>
      <div className="head__second">
        {name === null ? null : (
          <span className="head__number">
            <NumberOrNone number={number} />
          </span>
        )}
        {deeds.copy === undefined ? null : (
          <button
            type="button"
            className="head__copy"
            onClick={deeds.copy}
            aria-label={text('call.copyNumber')}
            title={`${text('call.copyNumber')} (${chordText(chords.copy)})`}
            aria-keyshortcuts="Alt+C"
          >
            <Icon name="copy" />
          </button>
        )}
        {certainty}
        {lineDialled === '' ? null : (
          <span className="head__line">{text('card.lineDialled', { line: lineDialled })}</span>
        )}
        {saysCalls === true || call.countToday < 2 ? null : (
          <span>{text('call.again', { count: ordinal(call.countToday) })}</span>
        )}
        {saysCalls === true || call.unansweredBefore === 0 ? null : (
          <span>{text('call.unansweredBefore', { count: call.unansweredBefore })}</span>
        )}
        {call.waitedMinutes === null || call.waitedMinutes === 0 ? null : (
          <span>{text('call.waited', { minutes: call.waitedMinutes })}</span>
        )}
      </div>
      {greeting === null && children === undefined ? null : (
        <div className="head__third">
          {greeting === null ? null : <Say greeting={greeting} />}
          {children}
        </div>
      )}
    </header>
  );
}

function NumberOrNone({ number }: { number: string | null }) {
  const { text } = useWords();
  return number === null ? <>{text('match.withheld')}</> : <Phone number={number} />;
}

function Say({ greeting }: { greeting: Greeting }) {
  const { text } = useWords();
  return (
    <p className="head__say">
      <span className="only-heard">{text('card.greeting')}: </span>
      <Clamped
        as="span"
        text={text('card.say', { sentence: text(greeting.key, greeting.params) })}
        lines={1}
      />
    </p>
  );
}
