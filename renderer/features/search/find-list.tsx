import { useId, useState, type KeyboardEvent } from 'react';
import type { FoundCustomer } from '#shared/contract/customers.ts';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Phone } from '../../ui/phone.tsx';
import './search.css';
import { useFind } from './use-find.ts';

type FindListProps = {
  readonly onChoose: (person: FoundCustomer) => void;
  /** The one shown beside the list. */
  readonly chosen?: number | null;
};

/** A name however typed, or any part of a number: the list under the field follows, arrows and Enter choose. */
export function FindList({ onChoose, chosen = null }: FindListProps) {
  const { text } = useWords();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const finding = useFind(typed);
  const id = useId();
  const people = finding.state === 'found' ? finding.people : [];
  const active = Math.min(at, people.length - 1);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.nativeEvent.isComposing) return;
    const step = event.code === 'ArrowDown' ? 1 : event.code === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && people.length > 0) {
      event.preventDefault();
      const next = (active + step + people.length) % people.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    const person = people[active];
    if (event.key === 'Enter' && person !== undefined) {
      event.preventDefault();
      onChoose(person);
    }
  }

  return (
    <div className="find">
      <div className="find__field">
        <Icon name="search" />
        <input
          className="input"
          type="text"
          role="combobox"
          aria-label={text('find.label')}
          placeholder={text('find.label')}
          aria-expanded={people.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={people.length > 0 ? `${id}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          dir="auto"
          data-autofocus=""
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <p className="find__said" role="status">
        {finding.state === 'failed' ? text(`error.${finding.code}`) : null}
        {finding.state === 'empty' ? text('room.customers.empty') : null}
        {finding.state === 'found' && people.length === 0
          ? text('find.none', { query: finding.query })
          : null}
        {people.length > 0 ? text('find.keys') : null}
      </p>
      {/* The list scrolls; the field above it drives it, so it is no stop of its own. */}
      <ul
        className="find__list"
        id={`${id}-list`}
        role="listbox"
        aria-label={text('find.results')}
        tabIndex={-1}
      >
        {people.map((person, index) => (
          <li
            key={person.customerId}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className={`find__one ${person.customerId === chosen ? 'find__one--chosen' : ''}`}
            onClick={() => onChoose(person)}
          >
            <Found person={person} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Found({ person }: { person: FoundCustomer }) {
  const { text, relative } = useWords();
  return (
    <>
      <span className="find__name">
        <Clamped as="span" text={person.displayName} lines={1} />
        {person.tier === null ? null : (
          <span className={`badge badge--${person.tier}`}>{text(`tier.${person.tier}`)}</span>
        )}
        {person.deceased ? <span className="badge">{text('life.deceased')}</span> : null}
        {person.how === 'wrong_layout' || person.how === 'sounds_alike' ? (
          <span className="badge badge--guess">{text(`find.how.${person.how}`)}</span>
        ) : null}
      </span>
      <span className="find__facts">
        {person.phones.slice(0, 2).map((phone) => (
          <Phone key={phone} number={phone} />
        ))}
        {person.lastInteractionAt === null ? null : (
          <span>{text('call.lastSeen', { when: relative(person.lastInteractionAt) })}</span>
        )}
      </span>
    </>
  );
}
