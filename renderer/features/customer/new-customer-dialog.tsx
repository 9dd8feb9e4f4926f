import { useState, type FormEvent } from 'react';
import type { NewCustomer } from '#shared/contract/customers.ts';
import type { OpenDialog } from '../../app/app-store.ts';
import { useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Choice, SelectField, TextField } from '../../ui/field.tsx';
import { Phone } from '../../ui/phone.tsx';

type New = Extract<OpenDialog, { kind: 'new_customer' }>;

const origins = ['called', 'visited', 'referred', 'fair', 'web', 'oldFile', 'unknown'] as const;

/** A new customer with the call's number filled in, and the line's name as a first guess at the family name. */
export function NewCustomerDialog({ dialog }: { dialog: New }) {
  const { text } = useWords();
  const { app } = useServices();
  const [person, setPerson] = useState<NewCustomer>({
    kind: 'person',
    honorific: null,
    title: null,
    givenName: null,
    familyName: dialog.name ?? '',
    number: dialog.number,
    origin: 'called',
  });
  const [wrong, setWrong] = useState<string | null>(null);
  const change = (part: Partial<NewCustomer>) => {
    setPerson((was) => ({ ...was, ...part }));
    setWrong(null);
  };

  async function add(): Promise<void> {
    if (person.familyName.trim() === '') return setWrong(text('new.needsName'));
    const answer = await app.actions.call('customers.create', { customer: person, callId: dialog.callId });
    if (!answer.ok) return setWrong(text(`error.${answer.error.code}`));
    app.actions.closeDialog();
    app.actions.tell('call.created', { name: person.familyName }, answer.value.operationId);
  }

  function onSubmit(event: FormEvent): void {
    event.preventDefault();
    void add();
  }

  const organisation = person.kind === 'organisation';
  return (
    <Dialog title={text('new.title')} closeLabel={text('app.close')} onClose={app.actions.closeDialog}>
      <form className="form" onSubmit={onSubmit}>
        {dialog.number === null ? null : (
          <p className="form__fixed">
            {text('new.number')}: <Phone number={dialog.number} />
          </p>
        )}
        <Choice
          label={text('new.kind')}
          value={person.kind}
          options={[
            { value: 'person', label: text('new.person') },
            { value: 'organisation', label: text('new.organisation') },
          ]}
          onChange={(kind) => change({ kind })}
        />
        {organisation ? null : (
          <Choice
            label={text('new.honorific')}
            value={person.honorific ?? 'unknown'}
            options={[
              { value: 'unknown', label: text('new.honorificUnknown') },
              { value: 'male', label: text('honorific.male') },
              { value: 'female', label: text('honorific.female') },
            ]}
            onChange={(honorific) => change({ honorific: honorific === 'unknown' ? null : honorific })}
          />
        )}
        <div className="form__row">
          {organisation ? null : (
            <>
              <TextField
                label={text('new.titleField')}
                hint={text('new.titleHint')}
                value={person.title ?? ''}
                maxLength={60}
                onChange={(title) => change({ title: title === '' ? null : title })}
              />
              <TextField
                label={text('new.given')}
                value={person.givenName ?? ''}
                maxLength={120}
                onChange={(givenName) => change({ givenName: givenName === '' ? null : givenName })}
              />
            </>
          )}
          <TextField
            label={text(organisation ? 'new.organisationName' : 'new.family')}
            value={person.familyName}
            error={wrong}
            autoFocus
            onChange={(familyName) => change({ familyName })}
          />
        </div>
        <SelectField
          label={text('new.origin')}
          value={person.origin}
          options={origins.map((origin) => ({
            value: origin,
            label: text(`origin.${origin}`, { name: '…' }),
          }))}
          onChange={(origin) => change({ origin })}
        />
        <div className="form__end">
          <button type="submit" className="button button--main">
            {text('new.save')}
          </button>
          <Button onPress={app.actions.closeDialog}>{text('app.cancel')}</Button>
        </div>
      </form>
    </Dialog>
  );
}
