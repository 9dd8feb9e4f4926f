import { useEffect, useState } from 'react';
import type { CustomerCard } from '#shared/contract/card.ts';
import type { ErrorCode } from '#shared/contract/errors.ts';
import { useApp, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Phone } from '../../ui/phone.tsx';
import { Beside, spokenName } from '../call/who-one.tsx';
import { FindList } from '../search/find-list.tsx';
import { CustomerDetails } from './customer-details.tsx';
import './customers-room.css';

/** Find, and the card of whom was found. */
export default function CustomersRoom() {
  const { text } = useWords();
  const { app } = useServices();
  const shown = useApp((state) => state.shownCustomer);
  return (
    <main className="customers">
      <section className="customers__find">
        <h1>{text('room.customers.title')}</h1>
        <FindList chosen={shown} onChoose={(person) => app.actions.showCustomer(person.customerId)} />
      </section>
      <article className="customers__card">
        {shown === null ? (
          <p className="customers__pick">{text('room.customers.pick')}</p>
        ) : (
          <ShownCard customerId={shown} />
        )}
      </article>
    </main>
  );
}

type Read =
  | { readonly state: 'reading' }
  | { readonly state: 'read'; readonly customer: CustomerCard }
  | { readonly state: 'failed'; readonly code: ErrorCode };

function ShownCard({ customerId }: { customerId: number }) {
  const words = useWords();
  const { text } = words;
  const read = useCustomer(customerId);
  switch (read.state) {
    case 'reading':
      return null;
    case 'failed':
      return <p role="alert">{text(`error.${read.code}`)}</p>;
    case 'read':
      return (
        <>
          <header className="head">
            <div className="head__first">
              <h2 className="head__name">
                <Clamped as="span" text={spokenName(read.customer, words)} lines={2} />
              </h2>
              <div className="head__beside">
                <Beside customer={read.customer} />
              </div>
            </div>
            <p className="head__second">
              {read.customer.phones
                .filter((phone) => phone.removedAt === null)
                .slice(0, 3)
                .map((phone) => (
                  <span key={phone.id} className="head__number">
                    <Phone number={phone.e164 ?? phone.raw} />
                  </span>
                ))}
            </p>
          </header>
          <CustomerDetails customer={read.customer} />
        </>
      );
  }
}

/** Reads a customer, and again whenever they change; other windows' changes show here at once. */
function useCustomer(customerId: number): Read {
  const { app, onEvent } = useServices();
  const [read, setRead] = useState<Read>({ state: 'reading' });
  useEffect(() => {
    let latest = true;
    const fetch = () => {
      void app.actions.call('customers.card', { customerId }).then((answer) => {
        if (!latest) return;
        setRead(
          answer.ok
            ? { state: 'read', customer: answer.value }
            : { state: 'failed', code: answer.error.code },
        );
      });
    };
    fetch();
    const stop = onEvent((event) => {
      if (event.name === 'customer.changed' && event.body.customerId === customerId) fetch();
    });
    return () => {
      latest = false;
      stop();
    };
  }, [app, onEvent, customerId]);
  return read;
}
