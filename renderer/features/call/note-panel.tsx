import { useEffect, useRef, type RefObject } from 'react';
import type { CallWithCard } from '#shared/contract/calls.ts';
import type { Text } from '../../app/i18n/text.ts';
import { useCalls, useServices, useApp } from '../../app/services.tsx';
import { useNarrow } from '../../app/use-page.ts';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import type { CallDeeds } from './call-deeds.ts';
import { noteOf, type Note } from './call-store.ts';
import { Timer, toneOf } from './call-state-chip.tsx';
import { nobodyTypes } from './focus.ts';
import { Outcomes } from './outcomes.tsx';

/** What is written during a call. The field has the focus from the answer on, never from the ring. */
export function NotePanel({ on, deeds }: { on: CallWithCard; deeds: CallDeeds }) {
  const { text } = useWords();
  const { calls } = useServices();
  const curtain = useApp((state) => state.curtain);
  const { call } = on;
  const note = useCalls((state) => noteOf(state, call.id));
  const narrow = useNarrow();
  const field = useRef<HTMLTextAreaElement>(null);
  useFocusOnAnswer(field, call.phase === 'answered', asksWho(on));

  // A note belongs to a customer's history; a colleague has none.
  const colleague = on.card.match === 'colleague';
  const ended = call.phase === 'ended';
  const title = text(colleague ? 'rail.call' : ended ? 'wrapUp.title' : 'note.label');
  return (
    <section className="note" aria-label={title}>
      <header className={`note__head note__head--${toneOf(call)}`}>
        <h2>{title}</h2>
        <Timer call={call} />
        <SimulatedButtons on={on} />
      </header>
      {colleague ? null : (
        <div className="note__body">
          <textarea
            ref={field}
            data-note=""
            className={curtain ? 'note__field note__field--veiled' : 'note__field'}
            aria-label={text('wrapUp.gist')}
            placeholder={text(
              call.answeredAt === null && !ended ? 'note.waitsForAnswer' : 'note.placeholder',
            )}
            value={note.text}
            maxLength={20_000}
            onChange={(event) => calls.actions.type(call.id, event.currentTarget.value)}
          />
          <p className="note__draft" role="status">
            {draftText(note, text)}
          </p>
          <Outcomes callId={call.id} outcome={note.outcome} compact={narrow} />
          <Asks note={note} deeds={deeds} />
        </div>
      )}
      <footer className="note__foot">
        {colleague ? null : (
          <Button
            tone="main"
            shortcut="save"
            disabled={note.saving}
            onPress={() => void calls.actions.save(call.id)}
          >
            {text('wrapUp.save')}
          </Button>
        )}
        {ended ? (
          <Button tone="quiet" shortcut="close" onPress={() => calls.actions.leave(call.id)}>
            {text('call.putAway')}
          </Button>
        ) : null}
      </footer>
    </section>
  );
}

/** Once answered, the note has the focus, unless the agent is just saying who speaks: then as soon as that is said. */
function useFocusOnAnswer(
  field: RefObject<HTMLTextAreaElement | null>,
  answered: boolean,
  asks: boolean,
): void {
  useEffect(() => {
    const choosing = asks && (document.activeElement?.closest('[data-chooser]') ?? null) !== null;
    if (answered && !choosing && nobodyTypes(document)) field.current?.focus();
  }, [field, answered, asks]);
}

function asksWho({ card }: CallWithCard): boolean {
  return (
    card.match === 'several' ||
    card.match === 'maybe' ||
    (card.match === 'one' && card.identity === 'unverified')
  );
}

function draftText(note: Note, text: Text): string {
  switch (note.draft) {
    case 'found':
      return text('wrapUp.draftFound');
    case 'kept':
      return text('note.kept');
    case 'not_kept':
      return text('note.notKept');
    case 'none':
    case 'waiting':
      return '';
  }
}

function Asks({ note, deeds }: { note: Note; deeds: CallDeeds }) {
  const { text } = useWords();
  switch (note.asks) {
    case 'nothing':
      return null;
    case 'words':
      return (
        <p className="note__asks" role="alert">
          {text('note.empty')}
        </p>
      );
    case 'leave':
      return (
        <p className="note__asks" role="alert">
          {text('note.leaveAsk')}
        </p>
      );
    case 'customer':
      return (
        <div className="note__asks" role="alert">
          <p>{text('note.needsCustomer')}</p>
          {deeds.attach === undefined ? null : (
            <Button shortcut="attach" onPress={deeds.attach}>
              {text('match.attach')}
            </Button>
          )}
          {deeds.newCustomer === undefined ? null : (
            <Button shortcut="newCustomer" onPress={deeds.newCustomer}>
              {text('match.new')}
            </Button>
          )}
        </div>
      );
  }
}

/** A call of the simulated line has no telephone to pick up. */
function SimulatedButtons({ on }: { on: CallWithCard }) {
  const { text } = useWords();
  const { app } = useServices();
  const { call } = on;
  if (!call.simulated || call.phase === 'ended') return null;
  const act = (action: 'answer' | 'hang_up') => {
    void app.actions.ask('calls.simulate', { callId: call.id, action });
  };
  return (
    <span className="note__simulated">
      {call.phase === 'answered' ? null : <Button onPress={() => act('answer')}>{text('try.answer')}</Button>}
      <Button onPress={() => act('hang_up')}>{text('try.hangUp')}</Button>
    </span>
  );
}
