import type { CallWithCard } from '#shared/contract/calls.ts';
import { useServices } from '../../app/services.tsx';
import { chords, chordText } from '../../app/shortcuts.ts';
import { useWords, type Words } from '../../app/words.tsx';
import { Phone } from '../../ui/phone.tsx';
import { isLive } from './call-updates.ts';
import { stateText, toneOf } from './call-state-chip.tsx';
import { shownNumber } from './number.ts';

type CallPillsProps = {
  readonly others: readonly CallWithCard[];
  /** Shown in another room: the first call is no second one. */
  readonly elsewhere?: boolean;
};

/** The calls that are not in front: a second one waiting, or an ended one not wrapped up yet. */
export function CallPills({ others, elsewhere = false }: CallPillsProps) {
  const words = useWords();
  const { calls, app } = useServices();
  if (others.length === 0) return null;
  return (
    <ul className="pills">
      {others.map(({ call, card }) => {
        const number = shownNumber(call);
        const name = nameOf({ call, card }, words);
        return (
          <li key={call.id}>
            <button
              type="button"
              className={`pill pill--${toneOf(call)}`}
              onClick={() => {
                calls.actions.bringForward(call.id);
                app.actions.goTo('call');
              }}
            >
              <b>
                {!elsewhere && isLive(call) && call.phase !== 'answered'
                  ? words.text('call.state.second')
                  : stateText(call, words)}
              </b>
              {name === null ? null : <span className="pill__name">{name}</span>}
              {number === null ? null : <Phone number={number} />}
              <span className="only-heard">{words.text('call.switch')}</span>
              <kbd className="key-hint" dir="ltr" aria-hidden="true">
                {chordText(chords.switchCall)}
              </kbd>
            </button>
          </li>
        );
      })}
    </ul>
  );
}

function nameOf({ card }: CallWithCard, { text }: Words): string | null {
  switch (card.match) {
    case 'one':
      return card.customer.displayName;
    case 'colleague':
      return card.displayName;
    case 'maybe':
      return text('match.maybe', { name: card.guesses[0]?.displayName ?? '' });
    case 'several':
      return text('match.several');
    case 'withheld':
      return text('match.withheld');
    case 'none':
    case 'unavailable':
      return null;
  }
}
