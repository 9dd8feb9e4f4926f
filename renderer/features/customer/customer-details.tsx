import { memo } from 'react';
import type { CustomerCard } from '#shared/contract/card.ts';
import { useApp, useServices } from '../../app/services.tsx';
import { chords, chordText } from '../../app/shortcuts.ts';
import { useNextFrame } from '../../app/use-next-frame.ts';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import './customer.css';
import { History } from './history.tsx';
import { HowToTalk } from './how-to-talk.tsx';
import { LastAndNext } from './last-and-next.tsx';
import { MoreAbout } from './more-about.tsx';
import { Reasons } from './reasons.tsx';
import { RedLine } from './red-line.tsx';
import { Value } from './value.tsx';

/**
 * All that is known of a customer below the name and number, in the order of the eye (design.md, section 8). What
 * the first two seconds need is one commit; history and the rest come with the next frame. Behind the curtain nothing of it is on the page at all: customers sit beside some monitors.
 */
export const CustomerDetails = memo(function CustomerDetails({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  const curtain = useApp((state) => state.curtain);
  const below = useNextFrame();
  if (curtain) return <Curtain />;
  return (
    <div className="details">
      <RedLine customer={customer} />
      <HowToTalk customer={customer} />
      <Reasons customer={customer} />
      <LastAndNext customer={customer} />
      <Value customer={customer} />
      {isLittleKnown(customer) ? <p className="details__little">{text('card.unknownYet')}</p> : null}
      {below ? (
        <>
          <History customer={customer} />
          <MoreAbout customer={customer} />
          <Whole />
        </>
      ) : null}
    </div>
  );
});

/** Opens every text that was cut; the texts themselves show their whole on hover. */
function Whole() {
  const { text } = useWords();
  const { actions } = useServices().app;
  const whole = useApp((state) => state.whole);
  return (
    <p className="details__whole">
      <Button tone="quiet" shortcut="whole" pressed={whole} onPress={actions.showWhole}>
        {text('card.whole')}
      </Button>
    </p>
  );
}

function Curtain() {
  const { text } = useWords();
  const { actions } = useServices().app;
  return (
    <div className="curtain">
      <Icon name="curtain" />
      <p>{text('card.curtained', { key: chordText(chords.curtain) })}</p>
      <Button onPress={actions.drawCurtain} shortcut="curtain">
        {text('card.curtain')}
      </Button>
    </div>
  );
}

function isLittleKnown(customer: CustomerCard): boolean {
  return customer.history.length === 0 && customer.purchases.count === 0 && customer.reasons.length === 0;
}
