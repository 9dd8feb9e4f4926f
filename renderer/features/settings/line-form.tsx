import { useState, type FormEvent } from 'react';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Check, TextField } from '../../ui/field.tsx';
import { readLineDraft, type LineDraft, type WrongField } from './line-draft.ts';
import { LineTest } from './line-test.tsx';

type LineFormProps = {
  readonly first: LineDraft;
  readonly hasSecret: boolean;
  readonly known: boolean;
  readonly onSaved: () => void;
  readonly onClose: () => void;
};

const nothingWrong: ReadonlySet<WrongField> = new Set();

/** One line: where it is, who we are there, and how it writes numbers. */
export function LineForm({ first, hasSecret, known, onSaved, onClose }: LineFormProps) {
  const { text } = useWords();
  const { app } = useServices();
  const [draft, setDraft] = useState(first);
  const [secret, setSecret] = useState('');
  const [wrong, setWrong] = useState(nothingWrong);
  const [refused, setRefused] = useState<string | null>(null);
  const [token, setToken] = useState<string | null>(null);
  const change = (part: Partial<LineDraft>) => setDraft((was) => ({ ...was, ...part }));
  const wrongText = (field: WrongField) => (wrong.has(field) ? text(`lineForm.wrong.${field}`) : null);
  const typedSecret = secret === '' ? null : secret;

  /** The settings as typed; null where a field cannot be taken, which is then shown beside it. */
  function settled() {
    const read = readLineDraft(draft);
    setWrong(read.ok ? nothingWrong : read.wrong);
    return read.ok ? read.settings : null;
  }

  async function save(): Promise<void> {
    const settings = settled();
    if (settings === null) return;
    const answer = await app.actions.call('lines.save', { settings, secret: typedSecret });
    if (!answer.ok) return setRefused(text(`error.${answer.error.code}`));
    setRefused(null);
    onSaved();
    app.actions.tell('settings.saved');
    if (answer.value.token === null) onClose();
    else setToken(answer.value.token);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void save();
  }

  const asterisk = draft.kind === 'asterisk';
  return (
    <form className="form settings__form" onSubmit={onSubmit} noValidate>
      {known ? null : <h3>{text(asterisk ? 'lineForm.newAsterisk' : 'lineForm.newHttp')}</h3>}
      <div className="form__row">
        <TextField
          label={text('lineForm.name')}
          value={draft.name}
          maxLength={60}
          error={wrongText('name')}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={text('lineForm.extension')}
          value={draft.extension}
          maxLength={32}
          ltr
          onChange={(extension) => change({ extension })}
        />
      </div>
      {asterisk ? (
        <>
          <div className="form__row">
            <TextField
              label={text('lineForm.host')}
              hint={text('lineForm.hostHint')}
              value={draft.host}
              maxLength={253}
              ltr
              error={wrongText('host')}
              onChange={(host) => change({ host })}
            />
            <TextField
              label={text('lineForm.port')}
              value={draft.port}
              maxLength={6}
              ltr
              numeric
              error={wrongText('port')}
              onChange={(port) => change({ port })}
            />
          </div>
          <div className="form__row">
            <TextField
              label={text('lineForm.user')}
              value={draft.user}
              maxLength={120}
              ltr
              error={wrongText('user')}
              onChange={(user) => change({ user })}
            />
            <TextField
              label={text('lineForm.secret')}
              hint={hasSecret ? text('lineForm.secretKept') : undefined}
              value={secret}
              maxLength={500}
              ltr
              secret
              onChange={setSecret}
            />
          </div>
          <Check label={text('lineForm.tls')} checked={draft.tls} onChange={(tls) => change({ tls })} />
          <Check label={text('lineForm.md5')} checked={draft.md5} onChange={(md5) => change({ md5 })} />
        </>
      ) : (
        <TextField
          label={text('lineForm.port')}
          value={draft.port}
          maxLength={6}
          ltr
          numeric
          error={wrongText('port')}
          onChange={(port) => change({ port })}
        />
      )}
      <ProfileFields draft={draft} change={change} wrongText={wrongText} />
      <Check
        label={text('lineForm.enabled')}
        checked={draft.enabled}
        onChange={(enabled) => change({ enabled })}
      />
      {refused === null ? null : (
        <p className="settings__refused" role="alert">
          {refused}
        </p>
      )}
      {token === null ? null : (
        <div className="settings__token" role="status">
          <p>{text('lineForm.token')}</p>
          <code dir="ltr">{token}</code>
          <p>{text('lineForm.tokenHint')}</p>
        </div>
      )}
      <div className="form__end">
        <button type="submit" className="button button--main">
          {text('settings.save')}
        </button>
        <Button onPress={onClose}>{text('app.close')}</Button>
      </div>
      <LineTest settled={settled} secret={typedSecret} />
    </form>
  );
}

type ProfileProps = {
  readonly draft: LineDraft;
  readonly change: (part: Partial<LineDraft>) => void;
  readonly wrongText: (field: WrongField) => string | null;
};

function ProfileFields({ draft, change, wrongText }: ProfileProps) {
  const { text } = useWords();
  return (
    <fieldset className="settings__profile">
      <legend>{text('lineForm.numbers')}</legend>
      <div className="form__row">
        <TextField
          label={text('lineForm.country')}
          hint={text('lineForm.countryHint')}
          value={draft.country}
          maxLength={2}
          ltr
          error={wrongText('country')}
          onChange={(country) => change({ country })}
        />
        <TextField
          label={text('lineForm.areaCode')}
          hint={text('lineForm.areaCodeHint')}
          value={draft.areaCode}
          maxLength={5}
          ltr
          numeric
          error={wrongText('areaCode')}
          onChange={(areaCode) => change({ areaCode })}
        />
        <TextField
          label={text('lineForm.outsidePrefix')}
          hint={text('settings.optional')}
          value={draft.outsidePrefix}
          maxLength={3}
          ltr
          numeric
          error={wrongText('outsidePrefix')}
          onChange={(outsidePrefix) => change({ outsidePrefix })}
        />
        <TextField
          label={text('lineForm.extensionDigits')}
          hint={text('lineForm.extensionDigitsHint')}
          value={draft.extensionDigits}
          maxLength={5}
          ltr
          error={wrongText('extensionDigits')}
          onChange={(extensionDigits) => change({ extensionDigits })}
        />
      </div>
      <Check
        label={text('lineForm.plain')}
        checked={draft.e164WithoutPlus}
        onChange={(e164WithoutPlus) => change({ e164WithoutPlus })}
      />
    </fieldset>
  );
}
