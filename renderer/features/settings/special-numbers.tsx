import { useState, type FormEvent } from 'react';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Field } from '../../ui/field.tsx';
import { numbersIn } from './line-draft.ts';

/** Our own numbers and those that are not shown: neither opens a card. */
export function SpecialNumbers({ own, ignored }: { own: readonly string[]; ignored: readonly string[] }) {
  const { text } = useWords();
  const { app } = useServices();
  const [ownText, setOwn] = useState(own.join('\n'));
  const [ignoredText, setIgnored] = useState(ignored.join('\n'));
  const [wrong, setWrong] = useState<string | null>(null);

  async function save(): Promise<void> {
    const numbers = { ownNumbers: numbersIn(ownText), ignoredNumbers: numbersIn(ignoredText) };
    const answer = await app.actions.call('lines.saveNumbers', numbers);
    if (!answer.ok) return setWrong(text(`error.${answer.error.code}`));
    setWrong(null);
    app.actions.tell('settings.saved');
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  return (
    <section className="settings__part">
      <h2>{text('numbers.title')}</h2>
      <form className="form" onSubmit={onSubmit}>
        <div className="form__row">
          <NumbersField
            label={text('numbers.own')}
            hint={text('numbers.ownHint')}
            value={ownText}
            onChange={setOwn}
          />
          <NumbersField
            label={text('numbers.ignored')}
            hint={text('numbers.ignoredHint')}
            value={ignoredText}
            onChange={setIgnored}
            error={wrong}
          />
        </div>
        <div className="form__end">
          <button type="submit" className="button button--main">
            {text('settings.save')}
          </button>
        </div>
      </form>
    </section>
  );
}

type NumbersFieldProps = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | null;
};

function NumbersField({ label, hint, value, onChange, error = null }: NumbersFieldProps) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(control) => (
        <textarea
          {...control}
          className="input"
          rows={4}
          dir="ltr"
          spellCheck={false}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
