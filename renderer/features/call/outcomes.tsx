import { memo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useNextFrame } from '../../app/use-next-frame.ts';
import { useWords } from '../../app/words.tsx';

const onKeys = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const inTheList = [10, 11, 12, 13, 14, 15] as const;

type OutcomesProps = {
  readonly callId: string;
  readonly outcome: number | null;
  /** In the narrow form all of them stand in the list; the keys are the same. */
  readonly compact: boolean;
};

/** How the call came out: nine by Alt+digit, the rest from a list. Choosing the same again takes it back. */
export const Outcomes = memo(function Outcomes({ callId, outcome, compact }: OutcomesProps) {
  const { text } = useWords();
  const { calls } = useServices();
  const reached = useNextFrame();
  // the same for every call, and needed at its end: the caller's name does not wait for it
  if (!reached) return <div className={compact ? 'outcomes__list' : 'outcomes outcomes--coming'} />;
  if (compact) return <OutcomeList callId={callId} outcome={outcome} listed={[...onKeys, ...inTheList]} />;
  return (
    <fieldset className="outcomes">
      <legend>
        {text('note.outcome')}{' '}
        <kbd className="key-hint" dir="ltr" aria-hidden="true">
          Alt+1…9
        </kbd>
      </legend>
      <ol>
        {onKeys.map((each) => (
          <li key={each}>
            <button
              type="button"
              className="outcomes__one"
              aria-pressed={outcome === each}
              aria-keyshortcuts={`Alt+${each}`}
              onClick={() => calls.actions.chooseOutcome(callId, each)}
            >
              <kbd className="key-hint" dir="ltr" aria-hidden="true">
                {each}
              </kbd>
              {text(`outcome.${each}`)}
            </button>
          </li>
        ))}
        <li>
          <OutcomeList callId={callId} outcome={outcome} listed={inTheList} />
        </li>
      </ol>
    </fieldset>
  );
});

type ListProps = {
  readonly callId: string;
  readonly outcome: number | null;
  readonly listed: readonly ((typeof onKeys)[number] | (typeof inTheList)[number])[];
};

function OutcomeList({ callId, outcome, listed }: ListProps) {
  const { text } = useWords();
  const { calls } = useServices();
  const all = listed.length > inTheList.length;
  const label = text(all ? 'note.outcome' : 'note.moreOutcomes');
  return (
    <select
      className="outcomes__list"
      aria-label={label}
      value={listed.find((each) => each === outcome) ?? ''}
      onChange={(event) => {
        const chosen = event.currentTarget.value;
        calls.actions.chooseOutcome(callId, chosen === '' ? null : Number(chosen));
      }}
    >
      <option value="">{label}</option>
      {listed.map((each) => (
        <option key={each} value={each}>
          {text(`outcome.${each}`)}
          {each < 10 ? ` (Alt+${each})` : ''}
        </option>
      ))}
    </select>
  );
}
