import { useId, type ReactNode } from 'react';
import './field.css';

type FieldProps = {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | null;
  readonly children: (control: {
    id: string;
    'aria-describedby': string | undefined;
    'aria-invalid': boolean;
  }) => ReactNode;
};

/** A label above its control; what is wrong stands right below, in the user's language. */
export function Field({ label, hint, error = null, children }: FieldProps) {
  const id = useId();
  const said = error ?? hint ?? null;
  return (
    <div className={error === null ? 'field' : 'field field--wrong'}>
      <label htmlFor={id}>{label}</label>
      {children({
        id,
        'aria-describedby': said === null ? undefined : `${id}-said`,
        'aria-invalid': error !== null,
      })}
      {said === null ? null : (
        <p id={`${id}-said`} className="field__said" role={error === null ? undefined : 'alert'}>
          {said}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly hint?: string | undefined;
  readonly error?: string | null;
  readonly ltr?: boolean;
  readonly secret?: boolean;
  readonly autoFocus?: boolean;
  readonly maxLength?: number;
  readonly numeric?: boolean;
};

export function TextField({
  label,
  value,
  onChange,
  hint,
  error,
  ltr,
  secret,
  autoFocus,
  maxLength,
  numeric,
}: TextFieldProps) {
  return (
    <Field label={label} hint={hint} error={error ?? null}>
      {(control) => (
        <input
          {...control}
          className="input"
          type={secret === true ? 'password' : 'text'}
          dir={ltr === true ? 'ltr' : 'auto'}
          inputMode={numeric === true ? 'numeric' : undefined}
          autoComplete={secret === true ? 'new-password' : 'off'}
          spellCheck={false}
          maxLength={maxLength ?? 200}
          data-autofocus={autoFocus === true ? '' : undefined}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
};

/** Few choices, all in sight: a row of radio buttons. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const name = useId();
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="choice__options">
        {options.map((option) => (
          <label key={option.value} className="choice__option">
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Many choices: the system's own list. */
export function SelectField<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  return (
    <Field label={label}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => {
            const chosen = options.find((option) => option.value === event.currentTarget.value);
            if (chosen !== undefined) onChange(chosen.value);
          }}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

type CheckProps = {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
};

export function Check({ label, checked, onChange }: CheckProps) {
  return (
    <label className="check">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
