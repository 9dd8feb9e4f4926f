import type { CallView } from '#shared/contract/calls.ts';
import type { Card, CustomerCard, OpenFollowUp, Person } from '#shared/contract/card.ts';
import { useApp, useServices } from '../../app/services.tsx';
import { useWords, type Words } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Moment } from '../../ui/moment.tsx';
import { CustomerDetails } from '../customer/customer-details.tsx';
import type { CallDeeds } from './call-deeds.ts';
import { CallHead } from './call-head.tsx';
import { Chooser } from './chooser.tsx';

type One = Extract<Card, { match: 'one' }>;

const A_YEAR = 365.25 * 86_400_000;

/** A caller we know. On a shared or business number the details wait until the agent knows who speaks. */
export function WhoOne({ call, card, deeds }: { call: CallView; card: One; deeds: CallDeeds }) {
  const words = useWords();
  const { customer, identity } = card;
  const red = customer.redLine?.kind;
  return (
    <>
      <CallHead
        call={call}
        deeds={deeds}
        name={spokenName(customer, words)}
        beside={<Beside customer={customer} />}
        certainty={<Certainty identity={identity} />}
        greeting={customer.greeting}
        saysCalls={identity !== 'unverified' && (red === 'calls_today' || red === 'unanswered')}
      >
        <CallerDeeds deeds={deeds} identity={identity} />
      </CallHead>
      {call.direction === 'outbound' && customer.nextDue !== null ? <Serves due={customer.nextDue} /> : null}
      {identity === 'unverified' ? (
        <Closed card={card} callId={call.id} />
      ) : (
        <CustomerDetails customer={customer} />
      )}
    </>
  );
}

/**
 * «خانم مهندس احمدی (مریم)»: as one would speak of them; never a guess at the honorific. In English a title takes the
 * honorific's place: "Dr Ahmadi", not "Ms Dr Ahmadi".
 */
export function spokenName(
  customer: CustomerCard,
  { text, language }: Pick<Words, 'text' | 'language'>,
): string {
  if (customer.familyName === null || customer.kind === 'organisation' || customer.deceased) {
    return customer.displayName;
  }
  const untitled = language === 'fa' || customer.title === null;
  const honorific = customer.honorific === null || !untitled ? null : text(`honorific.${customer.honorific}`);
  if (customer.honorific === null && customer.title === null) return customer.displayName;
  const given = customer.givenName === null ? null : `(${customer.givenName})`;
  return [honorific, customer.title, customer.familyName, given].filter((part) => part !== null).join(' ');
}

export function Beside({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  const { now } = useServices();
  const curtain = useApp((state) => state.curtain);
  if (customer.deceased) return <span className="badge">{text('life.deceased')}</span>;
  const years = customer.firstSeenAt === null ? 0 : Math.floor((now() - customer.firstSeenAt) / A_YEAR);
  const stage = customer.stage;
  return (
    <>
      {customer.tier === null || curtain ? null : (
        <span className={`badge badge--${customer.tier}`}>{text(`tier.${customer.tier}`)}</span>
      )}
      {years < 1 ? null : <span className="head__years">{text('card.withUs', { count: years, years })}</span>}
      {curtain || stage === 'lost' || (years >= 1 && stage === 'repeat') ? null : (
        <span className="head__years">{text(`ladder.${stage}`)}</span>
      )}
    </>
  );
}

function Certainty({ identity }: { identity: One['identity'] }) {
  const { text } = useWords();
  switch (identity) {
    case 'known':
      return <span className="badge badge--sure">{text('match.one')}</span>;
    case 'verified':
      return <span className="badge badge--sure">{text('identity.verified')}</span>;
    case 'unverified':
      return <span className="badge badge--guess">{text('identity.unverified')}</span>;
  }
}

function CallerDeeds({ deeds, identity }: { deeds: CallDeeds; identity: One['identity'] }) {
  const { text } = useWords();
  return (
    <div className="caller-deeds">
      {deeds.confirm === undefined ? null : (
        <Button tone="main" shortcut="confirm" icon="check" onPress={deeds.confirm}>
          {text('call.theyAre')}
        </Button>
      )}
      {deeds.male === undefined || deeds.female === undefined || identity === 'unverified' ? null : (
        <>
          <Button tone="quiet" shortcut="male" onPress={deeds.male}>
            {text('honorific.male')}
          </Button>
          <Button tone="quiet" shortcut="female" onPress={deeds.female}>
            {text('honorific.female')}
          </Button>
        </>
      )}
      {deeds.someoneElse === undefined ? null : (
        <Button tone="quiet" shortcut="someoneElse" onPress={deeds.someoneElse}>
          {text('card.wrongPerson')}
        </Button>
      )}
    </div>
  );
}

/** What a dialled call is for. */
function Serves({ due }: { due: OpenFollowUp }) {
  const { text } = useWords();
  const curtain = useApp((state) => state.curtain);
  if (curtain) return null;
  return (
    <p className="serves">
      <b>{text('call.serves')}</b>
      <Clamped as="span" text={due.what} lines={1} />
      <Moment at={due.dueAt} />
    </p>
  );
}

/** The known one first: the digit 1, and Enter, stand for them. */
function Closed({ card: { customer, others }, callId }: { card: One; callId: string }) {
  const { text } = useWords();
  const known: Person = {
    customerId: customer.id,
    displayName: customer.displayName,
    kind: customer.kind,
    tier: customer.tier,
    deceased: customer.deceased,
    lastInteractionAt: customer.lastContact?.at ?? null,
  };
  return (
    <div className="closed">
      <p className="closed__why">{text('call.confirmFirst')}</p>
      {others.length === 0 ? null : <Chooser callId={callId} people={[known, ...others]} />}
    </div>
  );
}
