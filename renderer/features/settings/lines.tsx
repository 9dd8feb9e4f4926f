import { useCallback, useEffect, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { LineSettings } from '#shared/contract/settings.ts';
import { useApp, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { draftOf, freeLineId, newLineDraft, type LineDraft } from './line-draft.ts';
import { LineForm } from './line-form.tsx';
import { SpecialNumbers } from './special-numbers.tsx';

type Listed = OutputOf<'lines.list'>;
type Editing = { readonly draft: LineDraft; readonly hasSecret: boolean; readonly known: boolean };

/** This desk's lines: what they do now, and where each is changed, tested or removed. */
export function Lines({ administrator }: { administrator: boolean }) {
  const { text } = useWords();
  const { app } = useServices();
  const [listed, setListed] = useState<Listed | null>(null);
  const [editing, setEditing] = useState<Editing | null>(null);
  const [removing, setRemoving] = useState<string | null>(null);
  const extension = useApp((state) => state.session?.extension ?? '');

  const read = useCallback(() => {
    void app.actions.ask('lines.list', {}).then(setListed);
  }, [app]);
  useEffect(read, [read]);

  function add(kind: LineSettings['kind']): void {
    const id = freeLineId(kind, listed?.lines.map((line) => line.settings.id) ?? []);
    setEditing({ draft: newLineDraft(kind, id, extension), hasSecret: false, known: false });
  }

  async function remove(line: LineSettings): Promise<void> {
    setRemoving(null);
    await app.actions.ask('lines.remove', { lineId: line.id });
    read();
  }

  return (
    <>
      <section className="settings__part">
        <h2>{text('settings.lines')}</h2>
        {listed?.lines.length === 0 ? <p className="settings__quiet">{text('settings.noLines')}</p> : null}
        <ul className="settings__list">
          {listed?.lines.map((line) => (
            <li key={line.settings.id}>
              <span className="settings__name">{line.settings.name}</span>
              <LineState lineId={line.settings.id} />
              {administrator ? (
                <span className="settings__deeds">
                  <Button
                    onPress={() =>
                      setEditing({ draft: draftOf(line.settings), hasSecret: line.hasSecret, known: true })
                    }
                  >
                    {text('settings.edit')}
                  </Button>
                  {removing === line.settings.id ? (
                    <>
                      <Button tone="danger" onPress={() => void remove(line.settings)}>
                        {text('settings.removeAsk', { name: line.settings.name })}
                      </Button>
                      <Button onPress={() => setRemoving(null)}>{text('app.cancel')}</Button>
                    </>
                  ) : (
                    <Button tone="quiet" onPress={() => setRemoving(line.settings.id)}>
                      {text('settings.remove')}
                    </Button>
                  )}
                </span>
              ) : null}
            </li>
          ))}
        </ul>
        {administrator && editing === null ? (
          <div className="settings__deeds">
            <Button icon="plus" onPress={() => add('asterisk')}>
              {text('settings.addAsterisk')}
            </Button>
            <Button icon="plus" onPress={() => add('http')}>
              {text('settings.addHttp')}
            </Button>
          </div>
        ) : null}
        {editing === null ? null : (
          <LineForm
            key={editing.draft.id}
            first={editing.draft}
            hasSecret={editing.hasSecret}
            known={editing.known}
            onSaved={read}
            onClose={() => setEditing(null)}
          />
        )}
      </section>
      {administrator && listed !== null ? (
        <SpecialNumbers own={listed.ownNumbers} ignored={listed.ignoredNumbers} />
      ) : null}
    </>
  );
}

function LineState({ lineId }: { lineId: string }) {
  const { text } = useWords();
  const status = useApp((state) => state.lines.find((line) => line.lineId === lineId));
  if (status === undefined) return null;
  return (
    <span className={`status__line status__line--${status.state}`}>
      <span className="status__dot" aria-hidden="true" />
      {text(`line.status.${status.state}`)}
    </span>
  );
}
