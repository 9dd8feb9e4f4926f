import { useEffect } from 'react';
import { Button } from '../ui/button.tsx';
import type { Toast } from './app-store.ts';
import { useApp, useServices } from './services.tsx';
import { useWords } from './words.tsx';

const STAYS_MS = 6_000;
/** What can be taken back is offered longer. */
const STAYS_WITH_UNDO_MS = 15_000;

export function Toasts() {
  const toasts = useApp((state) => state.toasts);
  return (
    <div className="toasts" aria-live="polite">
      {toasts.map((toast) => (
        <Told key={toast.id} toast={toast} />
      ))}
    </div>
  );
}

function Told({ toast }: { toast: Toast }) {
  const { text } = useWords();
  const { app } = useServices();
  const undoable = toast.operationId !== null;
  useEffect(() => {
    const timer = setTimeout(() => app.actions.dropToast(toast.id), undoable ? STAYS_WITH_UNDO_MS : STAYS_MS);
    return () => clearTimeout(timer);
  }, [app, toast.id, undoable]);
  return (
    <div className={`toast toast--${toast.tone}`}>
      <p>{text(toast.key, toast.params)}</p>
      {undoable ? (
        <Button tone="quiet" shortcut="undo" onPress={() => void app.actions.undo(toast)}>
          {text('wrapUp.undo')}
        </Button>
      ) : null}
    </div>
  );
}
