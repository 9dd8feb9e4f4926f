import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Card, Person } from '#shared/contract/card.ts';
import { useServices } from '../../app/services.tsx';
import { digitOf } from '../../app/shortcuts.ts';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Icon } from '../../ui/icon.tsx';
import { nobodyTypes } from './focus.ts';

type Guess = Extract<Card, { match: 'maybe' }>['guesses'][number];
type Choice = Person | Guess;

/** "Whom are you speaking with?": digits 1 to 8 while it has the focus, arrows, or a click. For this call only. */
export function Chooser({ callId, people }: { callId: string; people: readonly Choice[] }) {
  const { text, number } = useWords();
  const { calls } = useServices();
  const list = useRef<HTMLOListElement>(null);

  useEffect(() => {
    if (nobodyTypes(document)) list.current?.querySelector('button')?.focus();
  }, []);

  function choose(person: Choice | undefined): void {
    if (person !== undefined) void calls.actions.confirmCaller(callId, person.customerId);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const digit = digitOf(event.code);
    if (digit !== null) return choose(people[digit - 1]);
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.findIndex((button) => button === document.activeElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  }

  return (
    <ol
      className="chooser"
      data-chooser=""
      ref={list}
      aria-label={text('match.several.ask')}
      onKeyDown={onKeyDown}
    >
      {people.map((person, index) => (
        <li key={person.customerId}>
          <button type="button" className="chooser__person" onClick={() => choose(person)}>
            <span className="chooser__digit" aria-hidden="true">
              {number(index + 1)}
            </span>
            <Icon name={person.kind === 'organisation' ? 'organisation' : 'customers'} />
            <span className="chooser__name">
              <Clamped as="span" text={person.displayName} lines={1} />
            </span>
            <PersonFacts person={person} />
          </button>
        </li>
      ))}
    </ol>
  );
}

function PersonFacts({ person }: { person: Choice }) {
  const { text, relative } = useWords();
  return (
    <span className="chooser__facts">
      {person.deceased ? <span className="badge">{text('life.deceased')}</span> : null}
      {person.tier === null ? null : (
        <span className={`badge badge--${person.tier}`}>{text(`tier.${person.tier}`)}</span>
      )}
      {'reason' in person ? <span>{text(`call.guess.${person.reason}`)}</span> : null}
      {person.lastInteractionAt === null || 'reason' in person ? null : (
        <span>{text('call.lastSeen', { when: relative(person.lastInteractionAt) })}</span>
      )}
    </span>
  );
}
