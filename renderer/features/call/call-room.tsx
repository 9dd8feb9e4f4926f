import { memo, useLayoutEffect } from 'react';
import type { CallWithCard } from '#shared/contract/calls.ts';
import { useApp, useCalls, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { callDeeds, type CallDeeds } from './call-deeds.ts';
import { CallPills } from './call-pills.tsx';
import { frontOf } from './call-store.ts';
import { toneOf } from './call-state-chip.tsx';
import './call.css';
import { NotePanel } from './note-panel.tsx';
import { QuietHome } from './quiet-home.tsx';
import { WhoColleague } from './who-colleague.tsx';
import { WhoOne } from './who-one.tsx';
import { WhoMaybe, WhoNone, WhoSeveral, WhoUnavailable, WhoWithheld } from './who-unknown.tsx';

/** The agent's home: the call in front, who it is and what is written; the others wait as pills. */
export function CallRoom() {
  const { text } = useWords();
  const services = useServices();
  const front = useCalls(frontOf);
  const screen = useCalls((state) => state.screen);
  const others = screen.calls.filter((each) => each.call.id !== screen.front);
  return (
    <main className="call-room" aria-label={text('call.region')}>
      <CallPills others={others} />
      {front === null ? (
        <QuietHome />
      ) : (
        <Front key={front.call.id} on={front} deeds={callDeeds(front, services)} />
      )}
    </main>
  );
}

const Front = memo(function Front({ on, deeds }: { on: CallWithCard; deeds: CallDeeds }) {
  const { text } = useWords();
  const { call } = on;
  const whole = useApp((state) => state.whole);
  usePaintMark(call.id);
  return (
    <div
      className={`call call--${toneOf(call)} ${whole ? 'whole' : ''}`}
      data-call-id={call.id}
      data-phase={call.phase}
      data-match={on.card.match}
    >
      <article className="who" aria-label={text('call.who')}>
        <Who on={on} deeds={deeds} />
      </article>
      <NotePanel on={on} deeds={deeds} />
    </div>
  );
});

function Who({ on: { call, card }, deeds }: { on: CallWithCard; deeds: CallDeeds }) {
  switch (card.match) {
    case 'one':
      return <WhoOne call={call} card={card} deeds={deeds} />;
    case 'several':
      return <WhoSeveral call={call} card={card} deeds={deeds} />;
    case 'maybe':
      return <WhoMaybe call={call} card={card} deeds={deeds} />;
    case 'none':
      return <WhoNone call={call} card={card} deeds={deeds} />;
    case 'withheld':
      return <WhoWithheld call={call} card={card} deeds={deeds} />;
    case 'unavailable':
      return <WhoUnavailable call={call} card={card} deeds={deeds} />;
    case 'colleague':
      return <WhoColleague call={call} card={card} deeds={deeds} />;
  }
}

/**
 * Tells the clock that the card is on the glass. A layout effect, so that the frame asked for is the one that paints
 * this commit and not the next; its painting is done when the message posted from it arrives.
 */
function usePaintMark(callId: string): void {
  useLayoutEffect(() => {
    let channel: MessageChannel | null = null;
    const frame = requestAnimationFrame(() => {
      channel = new MessageChannel();
      channel.port1.addEventListener('message', () => performance.mark(`card-painted:${callId}`));
      channel.port1.start();
      channel.port2.postMessage(null);
    });
    return () => {
      cancelAnimationFrame(frame);
      channel?.port1.close();
    };
  }, [callId]);
}
