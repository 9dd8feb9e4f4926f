import { memo } from 'react';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';

const onKeys = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;
const inTheList = [10, 11, 12, 13, 14, 15] as const;

/** How the call came out: nine by Alt+digit, the rest from a list. Choosing the same again takes it back. */
export const Outcomes = memo(function Outcomes({
  callId,
  outcome,
}: {
  callId: string;
  outcome: number | null;
}) {
  const { text } = useWords();
  const { calls } = useServices();
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
          <select
            className="outcomes__list"
            aria-label={text('note.moreOutcomes')}
            value={outcome !== null && outcome > 9 ? outcome : ''}
            onChange={(event) => {
              const chosen = event.currentTarget.value;
              calls.actions.chooseOutcome(callId, chosen === '' ? null : Number(chosen));
            }}
          >
            <option value="">{text('note.moreOutcomes')}</option>
            {inTheList.map((each) => (
              <option key={each} value={each}>
                {text(`outcome.${each}`)}
              </option>
            ))}
          </select>
        </li>
      </ol>
    </fieldset>
  );
});
