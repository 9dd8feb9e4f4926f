import type { CustomerCard } from '#shared/contract/card.ts';
import { keyUnder } from '../../app/i18n/text.ts';
import { useApp } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Clamped } from '../../ui/clamped.tsx';
import { Moment } from '../../ui/moment.tsx';
import { Phone } from '../../ui/phone.tsx';

/** What is good to know and does not belong to the first two seconds. Each part is there only when it has something. */
export function MoreAbout({ customer }: { customer: CustomerCard }) {
  return (
    <div className="more-about">
      <OpenThings customer={customer} />
      <Organisation customer={customer} />
      <Given customer={customer} />
      <Phones customer={customer} />
      <Interests customer={customer} />
      <Relations customer={customer} />
    </div>
  );
}

function OpenThings({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  const followUps = customer.followUps.filter((each) => each.id !== customer.nextDue?.id);
  if (followUps.length === 0 && customer.complaints.length === 0) return null;
  return (
    <section className="fact">
      <h2>{text('card.openThings')}</h2>
      <ul>
        {customer.complaints.map((complaint) => {
          const category = keyUnder('complaint.category.', complaint.category);
          return (
            <li key={complaint.id}>
              {category === null ? null : <b>{text(category)} </b>}
              <Clamped as="span" text={complaint.what} lines={1} />
            </li>
          );
        })}
        {followUps.map((due) => (
          <li key={due.id}>
            <Clamped as="span" text={due.what} lines={1} /> <Moment at={due.dueAt} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Organisation({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  const { organisation } = customer;
  if (organisation === null) return null;
  const open = [...organisation.openComplaints, ...organisation.openFollowUps];
  return (
    <section className="fact">
      <h2>{text(`card.relation.${organisation.relation}`)}</h2>
      <p>
        <Clamped as="span" text={organisation.name} lines={1} />
        {organisation.tier === null ? null : (
          <span className={`badge badge--${organisation.tier}`}>{text(`tier.${organisation.tier}`)}</span>
        )}
      </p>
      {open.length === 0 ? null : (
        <>
          <h3>{text('card.organisationOpen')}</h3>
          <ul>
            {open.map((each) => (
              <li key={each.id}>
                <Clamped as="span" text={each.what} lines={1} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Given({ customer }: { customer: CustomerCard }) {
  const { text, money } = useWords();
  const sums = useApp((state) => state.sums);
  if (customer.given.length === 0) return null;
  return (
    <section className="fact">
      <h2>{text('card.given')}</h2>
      <ul>
        {customer.given.slice(0, 3).map((given) => (
          <li key={given.id}>
            <Clamped as="span" text={given.what} lines={1} />
            {given.amount !== null && sums ? <span>{money(given.amount)}</span> : null}{' '}
            <Moment at={given.at} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Phones({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  if (customer.phones.length < 2) return null;
  return (
    <section className="fact">
      <h2>{text('card.phones')}</h2>
      <ul>
        {customer.phones.map((phone) => (
          <li key={phone.id} className={phone.removedAt === null ? undefined : 'fact__past'}>
            <Phone number={phone.e164 ?? phone.raw} />
            {phone.extension === null ? null : (
              <span>{text('card.phoneExtension', { extension: phone.extension })}</span>
            )}
            {phone.label === null ? null : <span>{text(`card.phone.${phone.label}`)}</span>}
            {phone.removedAt === null ? null : <span>{text('card.phoneRemoved')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Interests({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  if (customer.interests.length === 0 && customer.question === null) return null;
  return (
    <section className="fact">
      <h2>{text('card.interests')}</h2>
      <ul>
        {customer.interests.map((interest) => (
          <li key={interest.id}>
            <b>{interest.field}</b> <Clamped as="span" text={interest.value} lines={1} />
            {interest.stale ? <span className="fact__quiet">{text('card.stale')}</span> : null}
          </li>
        ))}
        {customer.question === null ? null : (
          <li>
            <span className="fact__quiet">{text('card.question')}</span> <b>{customer.question}</b>
          </li>
        )}
      </ul>
    </section>
  );
}

function Relations({ customer }: { customer: CustomerCard }) {
  const { text } = useWords();
  if (customer.relations.length === 0) return null;
  return (
    <section className="fact">
      <h2>{text('card.relations')}</h2>
      <ul>
        {customer.relations.map((relation) => (
          <li key={relation.id}>
            <Clamped as="span" text={relation.name} lines={1} />
            <span className="fact__quiet">{text(`card.relation.${relation.kind}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
