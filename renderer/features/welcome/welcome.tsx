import { useState, type FormEvent } from 'react';
import { useApp, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Choice, TextField } from '../../ui/field.tsx';
import { QuietMark } from '../call/quiet-home.tsx';
import './welcome.css';

/** The first run: the language first, then who sits here; or a look around with invented people. */
export default function Welcome() {
  const { text, language } = useWords();
  const { app } = useServices();
  const [name, setName] = useState('');
  const [company, setCompany] = useState('');
  const [extension, setExtension] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);

  async function setUp(): Promise<void> {
    if (name.trim() === '') return setWrong(text('welcome.needsName'));
    const own = extension.trim();
    const answer = await app.actions.call('app.setUp', {
      language,
      company,
      displayName: name,
      extension: own === '' ? null : own,
    });
    if (!answer.ok) return setWrong(text(`error.${answer.error.code}`));
    await app.actions.readAll();
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void setUp();
  }

  return (
    <main className="welcome">
      <div className="welcome__page">
        <header className="welcome__head">
          <QuietMark />
          <h1>{text('welcome.title')}</h1>
          <p>{text('welcome.promise')}</p>
        </header>
        <form className="form" onSubmit={onSubmit}>
          <Choice
            label={`${text('welcome.language')} / ${language === 'fa' ? 'Language' : 'زبان'}`}
            value={language}
            options={[
              { value: 'fa', label: 'فارسی' },
              { value: 'en', label: 'English' },
            ]}
            onChange={(chosen) => app.actions.setAppearance({ language: chosen })}
          />
          <TextField
            label={text('welcome.name')}
            hint={text('welcome.nameHint')}
            value={name}
            maxLength={120}
            error={wrong}
            onChange={(typed) => {
              setName(typed);
              setWrong(null);
            }}
          />
          <div className="form__row">
            <TextField
              label={text('welcome.company')}
              value={company}
              maxLength={120}
              onChange={setCompany}
            />
            <TextField
              label={text('welcome.extension')}
              hint={text('welcome.extensionHint')}
              value={extension}
              maxLength={32}
              ltr
              onChange={setExtension}
            />
          </div>
          <button type="submit" className="button button--main welcome__start">
            {text('welcome.start')}
          </button>
        </form>
        <Sample />
      </div>
    </main>
  );
}

function Sample() {
  const { text, language } = useWords();
  const { app } = useServices();
  const progress = useApp((state) => state.sampleProgress);
  return (
    <section className="welcome__sample">
      <p>{text('welcome.or')}</p>
      {progress === null ? (
        <Button onPress={() => void app.actions.ask('app.enterSample', { language })}>
          {text('welcome.sample')}
        </Button>
      ) : (
        <>
          <progress value={progress.done} max={progress.of} aria-label={text('welcome.sample')} />
          <p role="status">{text('welcome.making', progress)}</p>
        </>
      )}
      <p className="welcome__hint">{text('welcome.sampleHint')}</p>
    </section>
  );
}
