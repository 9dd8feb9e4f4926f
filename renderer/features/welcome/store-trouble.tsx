import { useState, type FormEvent } from 'react';
import type { StoreState } from '#shared/contract/app.ts';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import './welcome.css';

type Trouble = Exclude<StoreState, { state: 'open' }>;

/** The store did not open. Nothing was moved, and nothing is, until a person has chosen and typed it. */
export default function StoreTrouble({ store }: { store: Trouble }) {
  const { text } = useWords();
  const { app } = useServices();
  return (
    <main className="welcome">
      <div className="welcome__page">
        <div className="trouble__head" role="alert">
          <h1>{text('trouble.title')}</h1>
          <p>{explanation(store, text)}</p>
          <p className="trouble__safe">{text('trouble.nothingMoved')}</p>
        </div>
        <Button
          tone="main"
          onPress={() => {
            void app.actions.ask('app.tryAgain', {}).then(() => app.actions.readAll());
          }}
        >
          {text('trouble.again')}
        </Button>
        {store.state === 'newer' ? null : <SetAside />}
      </div>
    </main>
  );
}

function explanation(store: Trouble, text: ReturnType<typeof useWords>['text']): string {
  switch (store.state) {
    case 'wrong_key':
    case 'no_key':
    case 'damaged':
      return text(`trouble.${store.state}`);
    case 'newer':
      return text('trouble.newer', { version: store.version });
  }
}

/** Setting aside is chosen by typing a word, so that no tired click does it. */
function SetAside() {
  const { text } = useWords();
  const { app } = useServices();
  const [typed, setTyped] = useState('');
  const word = text('trouble.asideWord');
  const confirmed = typed.trim() === word;

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    if (confirmed) void app.actions.ask('app.setStoreAside', {}).then(() => app.actions.readAll());
  }

  return (
    <details className="trouble__aside">
      <summary>{text('trouble.aside')}</summary>
      <form className="form" onSubmit={onSubmit}>
        <p>{text('trouble.asideExplain', { word: `«${word}»` })}</p>
        <TextField label={text('trouble.asideLabel')} value={typed} onChange={setTyped} />
        <button type="submit" className="button button--danger" disabled={!confirmed}>
          {text('trouble.aside')}
        </button>
      </form>
    </details>
  );
}
