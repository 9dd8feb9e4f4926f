import { FindDialog } from '../features/search/find-dialog.tsx';
import { NewCustomerDialog } from '../features/customer/new-customer-dialog.tsx';
import type { OpenDialog } from './app-store.ts';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

export default function Dialogs({ dialog }: { dialog: OpenDialog }) {
  switch (dialog.kind) {
    case 'shortcuts':
      return <ShortcutsDialog />;
    case 'find':
      return <FindDialog dialog={dialog} />;
    case 'new_customer':
      return <NewCustomerDialog dialog={dialog} />;
  }
}
