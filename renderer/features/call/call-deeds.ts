import type { CallWithCard } from '#shared/contract/calls.ts';
import type { Services } from '../../app/services.tsx';
import type { Shortcut } from '../../app/shortcuts.ts';
import { isLive, otherCall, settledCustomer } from './call-updates.ts';
import { copiedNumber, copyText } from './number.ts';

/** What can be done with the call in front, by key and by button alike; absent where it makes no sense. */
export type CallDeeds = Partial<Record<Shortcut, () => void>>;

export function callDeeds(on: CallWithCard | null, services: Services): CallDeeds {
  const { app, calls } = services;
  const deeds: CallDeeds = {};
  if (otherCall(calls.getState().screen) !== null) deeds.switchCall = calls.actions.switchCall;
  if (on === null) return deeds;
  const { call, card } = on;

  if (card.match !== 'colleague') deeds.save = () => void calls.actions.save(call.id);
  deeds.note = () => document.querySelector<HTMLElement>('[data-note]')?.focus();
  if (!isLive(call)) deeds.close = () => calls.actions.leave(call.id);

  const number = copiedNumber(call);
  if (number !== null) {
    deeds.copy = () => {
      void copyText(number, document).then((copied) => {
        if (copied) app.actions.tell('card.copied');
      });
    };
  }

  switch (card.match) {
    case 'one':
      deeds.someoneElse = () => void calls.actions.someoneElse(call.id);
      if (card.identity === 'unverified') {
        deeds.confirm = () => void calls.actions.confirmCaller(call.id, card.customer.id);
      }
      if (card.customer.honorific === null && card.customer.kind === 'person') {
        deeds.male = () => void setHonorific(services, card.customer.id, 'male');
        deeds.female = () => void setHonorific(services, card.customer.id, 'female');
      }
      break;
    case 'several':
      deeds.who = focusChooser;
      break;
    case 'maybe': {
      deeds.who = focusChooser;
      const [guess] = card.guesses;
      if (guess !== undefined) {
        deeds.confirm = () => void calls.actions.confirmCaller(call.id, guess.customerId);
      }
      addUnknownDeeds();
      break;
    }
    case 'none':
    case 'withheld':
      addUnknownDeeds();
      break;
    case 'unavailable':
    case 'colleague':
      break;
  }
  return deeds;

  function addUnknownDeeds(): void {
    if (settledCustomer(on as CallWithCard) !== null) return;
    deeds.attach = () =>
      app.actions.open(
        number === null
          ? { kind: 'find', purpose: 'settle', callId: call.id }
          : { kind: 'find', purpose: 'attach', callId: call.id, number: call.e164 ?? number },
      );
    deeds.newCustomer = () =>
      app.actions.open({
        kind: 'new_customer',
        callId: call.id,
        number: call.e164 ?? call.number,
        name: call.name,
      });
    if (number !== null && card.match === 'none') deeds.ignore = () => void ignore(number);
  }

  async function ignore(ignored: string): Promise<void> {
    const done = await app.actions.ask('numbers.ignore', { number: call.e164 ?? ignored });
    if (done === null) return;
    app.actions.tell('call.ignored', {}, done.operationId);
    await calls.actions.putAway(call.id);
  }
}

function focusChooser(): void {
  document.querySelector<HTMLElement>('[data-chooser] button')?.focus();
}

async function setHonorific(
  { app, calls }: Services,
  customerId: number,
  honorific: 'male' | 'female',
): Promise<void> {
  const done = await app.actions.ask('customers.setHonorific', { customerId, honorific });
  if (done === null) return;
  app.actions.tell('wrapUp.saved', {}, done.operationId);
  await calls.actions.customerChanged(customerId);
}
