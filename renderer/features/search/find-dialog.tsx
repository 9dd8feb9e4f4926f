import type { FoundCustomer } from '#shared/contract/customers.ts';
import type { OpenDialog } from '../../app/app-store.ts';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FindList } from './find-list.tsx';

type Find = Extract<OpenDialog, { kind: 'find' }>;

/** F2, "attach to…", and the choice of who speaks behind a withheld number: one way to find a person. */
export function FindDialog({ dialog }: { dialog: Find }) {
  const { text } = useWords();
  const { app, calls } = useServices();

  async function choose(person: FoundCustomer): Promise<void> {
    app.actions.closeDialog();
    switch (dialog.purpose) {
      case 'show':
        return app.actions.showCustomer(person.customerId);
      case 'settle':
        return calls.actions.confirmCaller(dialog.callId, person.customerId);
      case 'attach': {
        const done = await app.actions.ask('customers.attachPhone', {
          customerId: person.customerId,
          number: dialog.number,
          callId: dialog.callId,
        });
        if (done !== null) app.actions.tell('call.attached', { name: person.displayName }, done.operationId);
      }
    }
  }

  return (
    <Dialog title={text(titleOf(dialog))} closeLabel={text('app.close')} onClose={app.actions.closeDialog}>
      <FindList onChoose={(person) => void choose(person)} />
    </Dialog>
  );
}

function titleOf(dialog: Find): 'find.title' | 'find.attachTitle' | 'find.settleTitle' {
  switch (dialog.purpose) {
    case 'show':
      return 'find.title';
    case 'attach':
      return 'find.attachTitle';
    case 'settle':
      return 'find.settleTitle';
  }
}
