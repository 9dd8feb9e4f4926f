import type { AppStatus } from '#shared/contract/app.ts';
import type { CallWithCard } from '#shared/contract/calls.ts';
import type { Language } from '#shared/contract/common.ts';
import type { LineStatus } from '#shared/contract/settings.ts';
import { callWith, NOW, samples } from './sample-cards.ts';

/** One picture of the gallery: what the scripted core answers, and what is done on the page first. */
export type GalleryState = {
  readonly calls: readonly CallWithCard[];
  readonly status?: Partial<AppStatus>;
  readonly lines?: readonly LineStatus[];
  readonly form?: 'wide' | 'narrow';
  readonly connection?: 'lost';
  readonly room?: 'customers' | 'settings';
  readonly curtain?: true;
  readonly sums?: true;
  readonly draft?: string;
  readonly dialog?: 'shortcuts' | 'find' | 'new_customer';
  readonly note?: { readonly outcome?: number; readonly save?: true };
};

const SECOND = 1_000;

export function galleryStates(language: Language): Readonly<Record<string, GalleryState>> {
  const { cards, say } = samples(language);
  const sales = say({ fa: 'فروش', en: 'Sales' });
  const answered = { phase: 'answered', answeredAt: NOW - 42 * SECOND } as const;
  const ended = { ...answered, phase: 'ended', end: 'ended', endedAt: NOW - 3 * SECOND } as const;
  const second = callWith(cards.none, {
    id: 'pbx·2·2',
    number: '02133445566',
    e164: '+982133445566',
    startedAt: NOW - 2 * SECOND,
  });
  const draft = say({
    fa: 'گفتند پرواز برگشت را جلو بیندازیم؛ تا عصر خبر می‌دهیم.',
    en: 'They want an earlier return flight; we call back by the evening.',
  });
  const line = (state: LineStatus['state']): LineStatus => ({
    lineId: 'pbx',
    name: say({ fa: 'مرکز تلفن', en: 'PBX' }),
    kind: 'asterisk',
    state,
    reason: null,
    retryAt: null,
  });

  return {
    idle: { calls: [] },
    'idle-sample': {
      calls: [],
      status: { sample: true },
      lines: [
        {
          ...line('connected'),
          lineId: 'simulated',
          kind: 'simulated',
          name: say({ fa: 'خط آزمایشی', en: 'Trial line' }),
        },
      ],
    },
    'idle-line-down': { calls: [], lines: [line('waiting')] },
    one: { calls: [callWith(cards.one, { dialled: sales })] },
    'one-answered': {
      calls: [callWith(cards.verified, { dialled: sales, ...answered })],
      draft,
      note: { outcome: 4 },
    },
    'one-ended': { calls: [callWith(cards.one, { dialled: sales, ...ended })], draft },
    'one-missed': { calls: [callWith(cards.one, { phase: 'ended', end: 'missed', endedAt: NOW })] },
    elsewhere: {
      calls: [
        callWith(cards.one, {
          phase: 'ended',
          end: 'elsewhere',
          endedAt: NOW,
          answeredBy: { extension: '102', name: say({ fa: 'امید صفایی', en: 'Omid Safaei' }) },
        }),
      ],
    },
    busy: { calls: [callWith(cards.one, { phase: 'ended', end: 'busy', endedAt: NOW })] },
    long: {
      calls: [callWith(cards.long, { dialled: sales, countToday: 4, unansweredBefore: 2, waitedMinutes: 6 })],
    },
    'long-answered': {
      calls: [callWith(cards.long, { ...answered, countToday: 4 })],
      sums: true,
      draft: `${draft} `.repeat(12),
    },
    little: { calls: [callWith(cards.little)] },
    deceased: { calls: [callWith(cards.deceased)] },
    unverified: { calls: [callWith(cards.unverified)] },
    several: { calls: [callWith(cards.several)] },
    maybe: { calls: [callWith(cards.maybe)] },
    none: {
      calls: [callWith(cards.none, { countToday: 2, unansweredBefore: 1, name: 'AHMADI M', dialled: sales })],
    },
    'none-save': { calls: [callWith(cards.none, answered)], draft, note: { save: true } },
    foreign: { calls: [callWith(cards.none, { number: '+14155552671', e164: '+14155552671' })] },
    withheld: { calls: [callWith(cards.withheld, { number: null, e164: null })] },
    colleague: { calls: [callWith(cards.colleague, { direction: 'internal', number: '102', e164: null })] },
    'own-dial': { calls: [callWith(cards.outbound, { direction: 'outbound', phase: 'own_dial_ringing' })] },
    outbound: { calls: [callWith(cards.outbound, { direction: 'outbound', phase: 'dialling' })] },
    'outbound-answered': { calls: [callWith(cards.outbound, { direction: 'outbound', ...answered })] },
    two: { calls: [callWith(cards.one, answered), second] },
    'lane-dead': { calls: [callWith(cards.unavailable)], status: { lanesDown: ['live'] } },
    'connection-lost': { calls: [callWith(cards.one, answered)], connection: 'lost', draft },
    curtain: { calls: [callWith(cards.one, answered)], curtain: true, draft },
    sums: { calls: [callWith(cards.one)], sums: true },
    narrow: { calls: [callWith(cards.one, { dialled: sales })], form: 'narrow' },
    'narrow-answered': { calls: [callWith(cards.long, answered)], form: 'narrow', draft },
    'narrow-several': { calls: [callWith(cards.several)], form: 'narrow' },
    'narrow-none': { calls: [callWith(cards.none)], form: 'narrow' },
    'narrow-idle': { calls: [], form: 'narrow' },
    customers: { calls: [], room: 'customers' },
    find: { calls: [callWith(cards.one)], dialog: 'find' },
    'new-customer': { calls: [callWith(cards.none)], dialog: 'new_customer' },
    shortcuts: { calls: [callWith(cards.one)], dialog: 'shortcuts' },
    settings: { calls: [], room: 'settings', lines: [line('refused')] },
    welcome: { calls: [], status: { needsSetup: true } },
    'store-wrong-key': { calls: [], status: { store: { state: 'wrong_key' } } },
    'store-no-key': { calls: [], status: { store: { state: 'no_key' } } },
    'store-damaged': { calls: [], status: { store: { state: 'damaged', reason: 'header' } } },
    'store-newer': { calls: [], status: { store: { state: 'newer', version: 90 } } },
  };
}
