import { Dialog } from '../ui/dialog.tsx';
import { KeyHint } from '../ui/key-hint.tsx';
import { useServices } from './services.tsx';
import { shortcutGroups } from './shortcuts.ts';
import './shortcuts.css';
import { useWords } from './words.tsx';

export function ShortcutsDialog() {
  const { text } = useWords();
  const { actions } = useServices().app;
  return (
    <Dialog title={text('shortcuts.title')} closeLabel={text('app.close')} onClose={actions.closeDialog} wide>
      <p className="shortcuts__hint">{text('shortcuts.hint')}</p>
      <div className="shortcuts">
        {shortcutGroups.map((group) => (
          <section key={group.title}>
            <h3>{text(group.title)}</h3>
            <dl>
              {group.keys.map((key) => (
                <div key={key}>
                  <dt>{text(`key.${key}`)}</dt>
                  <dd>
                    <KeyHint shortcut={key} />
                  </dd>
                </div>
              ))}
              {group.title === 'shortcuts.group.note' ? (
                <div>
                  <dt>{text('key.outcomes')}</dt>
                  <dd>
                    <kbd className="key-hint" dir="ltr">
                      Alt+1…9
                    </kbd>
                  </dd>
                </div>
              ) : null}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
