import type { CustomerCard } from '#shared/contract/card.ts';
import { useApp, useServices } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Button } from '../../ui/button.tsx';
import { Clamped } from '../../ui/clamped.tsx';

/** What they have with us and are worth to us. Sums are behind a key; debt is said quietly, never in red. */
export function Value({ customer }: { customer: CustomerCard }) {
  const { text, money, relative, day } = useWords();
  const { actions } = useServices().app;
  const sums = useApp((state) => state.sums);
  const { purchases } = customer;
  const [enquiry] = customer.enquiries;
  const hasSums = purchases.sum.value > 0 || customer.debt !== null || (enquiry?.amount ?? null) !== null;
  const empty = purchases.count === 0 && customer.live.length === 0 && enquiry === undefined;
  if (empty && customer.debt === null && customer.mayOffer === null && customer.delight === null) return null;
  return (
    <section className="value">
      <h2>{text('card.value')}</h2>
      <div className="value__lines">
        {purchases.count === 0 ? null : (
          <p className={sums ? 'value__wide' : undefined}>
            {text('card.purchases', {
              count: purchases.count,
              when: purchases.lastAt === null ? '' : relative(purchases.lastAt),
            })}
            {sums && purchases.sum.value > 0 ? (
              <span className="value__sum">{text('card.sum', { amount: money(purchases.sum) })}</span>
            ) : null}
            {purchases.lastWhat === null || customer.live.length > 0 ? null : (
              <Clamped as="span" text={text('card.lastBought', { what: purchases.lastWhat })} lines={1} />
            )}
          </p>
        )}
        {customer.live.slice(0, 1).map((live) => (
          <p key={live.id}>
            <b>{text('card.live')}</b> <Clamped as="span" text={live.what} lines={1} />
          </p>
        ))}
        {enquiry === undefined ? null : (
          <p className={sums ? 'value__wide' : undefined}>
            <Clamped as="span" text={enquiry.what} lines={1} />
            <span className="value__quiet">
              {enquiry.amount === null || !sums
                ? null
                : enquiry.agent === null
                  ? text('card.quotedBare', { amount: money(enquiry.amount), date: day(enquiry.at) })
                  : text('card.quoted', {
                      amount: money(enquiry.amount),
                      agent: enquiry.agent,
                      date: day(enquiry.at),
                    })}
              {enquiry.expired ? ` ${text('card.quoteExpired')}` : null}
              {enquiry.validUntil === null || enquiry.expired
                ? null
                : ` ${text('card.quoteValid', { date: relative(enquiry.validUntil) })}`}
            </span>
          </p>
        )}
        {purchases.asOf === null || !sums ? null : (
          <p className="value__quiet">{text('card.asOf', { date: day(purchases.asOf) })}</p>
        )}
        {customer.debt !== null && sums ? (
          <p className="value__quiet">{text('card.debt', { amount: money(customer.debt.amount) })}</p>
        ) : null}
        {customer.mayOffer === null ? null : (
          <p>
            <Clamped as="span" text={text('card.mayOffer', { text: customer.mayOffer })} lines={1} />
          </p>
        )}
        {customer.delight === null ? null : (
          <p>
            <b>{text('card.delight')}</b> <Clamped as="span" text={customer.delight} lines={1} />
          </p>
        )}
      </div>
      {hasSums ? (
        <Button tone="quiet" shortcut="sum" pressed={sums} onPress={actions.showSums}>
          {sums ? text('card.hideSum') : text('card.showSum')}
        </Button>
      ) : null}
    </section>
  );
}
