import type { CallView } from '#shared/contract/calls.ts';
import type { Card } from '#shared/contract/card.ts';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Moment } from '../../ui/moment.tsx';
import type { CallDeeds } from './call-deeds.ts';
import { CallHead } from './call-head.tsx';
import { Chooser } from './chooser.tsx';

type Of<M extends Card['match']> = Extract<Card, { match: M }>;
type Props<M extends Card['match']> = {
  readonly call: CallView;
  readonly card: Of<M>;
  readonly deeds: CallDeeds;
};

/** One number, several people: nothing but names until the agent has heard which. */
export function WhoSeveral({ call, card, deeds }: Props<'several'>) {
  const { text } = useWords();
  return (
    <>
      <CallHead
        call={call}
        deeds={deeds}
        name={null}
        certainty={<span className="badge badge--guess">{text('match.several')}</span>}
        greeting={card.greeting}
      />
      <section className="ask">
        <h2>{text('match.several.ask')}</h2>
        <Chooser callId={call.id} people={card.people} />
        <p className="closed__why">{text('call.confirmFirst')}</p>
      </section>
    </>
  );
}

/** A guess, said to be one, and never linked by itself. */
export function WhoMaybe({ call, card, deeds }: Props<'maybe'>) {
  const { text } = useWords();
  const [first] = card.guesses;
  return (
    <>
      <CallHead
        call={call}
        deeds={deeds}
        name={first === undefined ? null : text('match.maybe', { name: first.displayName })}
        certainty={<span className="badge badge--guess">{text('match.maybe.hint')}</span>}
        greeting={card.greeting}
      />
      <section className="ask">
        <h2>{text('match.several.ask')}</h2>
        <Chooser callId={call.id} people={card.guesses} />
        <UnknownDeeds deeds={deeds} />
        <p className="closed__why">{text('call.confirmFirst')}</p>
      </section>
      <EarlierCalls card={card} />
    </>
  );
}

/** A number nobody has yet: large, with what it has done before, and what can be made of it. */
export function WhoNone({ call, card, deeds }: Props<'none'>) {
  const { text } = useWords();
  return (
    <>
      <CallHead
        call={call}
        deeds={deeds}
        name={null}
        certainty={<span className="badge">{text('match.none')}</span>}
        greeting={card.greeting}
      />
      {call.name === null ? null : (
        <p className="line-name">{text('call.nameOnLine', { name: call.name })}</p>
      )}
      <UnknownDeeds deeds={deeds} />
      <EarlierCalls card={card} />
    </>
  );
}

export function WhoWithheld({ call, card, deeds }: Props<'withheld'>) {
  const { text } = useWords();
  return (
    <>
      <CallHead call={call} deeds={deeds} name={null} certainty={null} greeting={card.greeting} />
      <p className="line-name">{text('call.withheldHint')}</p>
      <UnknownDeeds deeds={deeds} />
    </>
  );
}

/** The card could not be read. The number is right, and is all that is said. */
export function WhoUnavailable({ call, card, deeds }: Props<'unavailable'>) {
  const { text } = useWords();
  const { calls } = useServices();
  return (
    <>
      <CallHead call={call} deeds={deeds} name={null} certainty={null} greeting={null} />
      <section className="unread" role="alert">
        <p className="unread__what">{text('call.unread')}</p>
        <p>{text(`error.${card.code}`)}</p>
        <p>{text('call.unreadHint')}</p>
        <Button tone="main" onPress={() => void calls.actions.readActive()}>
          {text('app.retry')}
        </Button>
      </section>
    </>
  );
}

function UnknownDeeds({ deeds }: { deeds: CallDeeds }) {
  const { text } = useWords();
  return (
    <div className="caller-deeds caller-deeds--large">
      {deeds.confirm === undefined ? null : (
        <Button tone="main" icon="check" shortcut="confirm" onPress={deeds.confirm}>
          {text('call.theyAre')}
        </Button>
      )}
      {deeds.attach === undefined ? null : (
        <Button icon="search" shortcut="attach" onPress={deeds.attach}>
          {text('match.attach')}
        </Button>
      )}
      {deeds.newCustomer === undefined ? null : (
        <Button icon="plus" shortcut="newCustomer" onPress={deeds.newCustomer}>
          {text('match.new')}
        </Button>
      )}
      {deeds.ignore === undefined ? null : (
        <Button tone="quiet" shortcut="ignore" onPress={deeds.ignore}>
          {text('match.ignore')}
        </Button>
      )}
    </div>
  );
}

function EarlierCalls({ card }: { card: Of<'none'> | Of<'maybe'> }) {
  const { text } = useWords();
  if (card.earlierCount === 0) {
    return card.match === 'none' ? <p className="line-name">{text('call.firstTime')}</p> : null;
  }
  return (
    <section className="history">
      <h2>{text('match.none.earlier', { count: card.earlierCount })}</h2>
      <ol aria-label={text('call.earlier')}>
        {card.earlier.map((earlier) => (
          <li key={earlier.id} className="history__entry">
            <span className="history__by">
              <Moment at={earlier.at} />
            </span>
            <span>{text(`call.direction.${earlier.direction}`)}</span>
            {earlier.end === 'missed' || earlier.end === 'busy' ? (
              <span className="badge badge--guess">{text(`card.end.${earlier.end}`)}</span>
            ) : null}
            {earlier.agent === null ? null : <span>{earlier.agent}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
