import { createRoot } from 'react-dom/client';
import type { AppStatus, SessionView } from '#shared/contract/app.ts';
import type { Appearance } from '#shared/contract/settings.ts';
import { App } from '../../../renderer/app/app.tsx';
import { startStores } from '../../../renderer/app/start.ts';
import { NOW, samples } from './sample-cards.ts';
import { scriptedClient, type Script } from './scripted-client.ts';
import { galleryStates, type GalleryState } from './states.ts';

/**
 * The real app over a core that answers from a script: ?state=…&lang=fa|en&theme=light|dark. For looking, for axe and
 * for journeys by keyboard; never shipped.
 */
const asked = new URLSearchParams(location.search);
const language = asked.get('lang') === 'en' ? 'en' : 'fa';
const state = galleryStates(language)[asked.get('state') ?? 'one'];
if (state === undefined) throw new Error(`No such state: ${asked.get('state')}`);
void show(state);

async function show(shown: GalleryState): Promise<void> {
  const core = scriptedClient(scriptOf(shown));
  const started = startStores(core.client, {
    now: () => NOW,
    reload: () => location.reload(),
    appearance: appearance(),
  });
  const { app, calls } = started.services;
  Object.assign(window, { gallery: { core, app, calls } });
  await started.readAgain();
  const [front] = shown.calls;
  if (shown.connection === 'lost') app.actions.setConnection('lost');
  if (shown.room !== undefined) app.actions.goTo(shown.room);
  if (shown.room === 'customers') app.actions.showCustomer(7);
  if (shown.curtain) app.actions.drawCurtain();
  if (shown.sums) app.actions.showSums();
  if (front !== undefined && shown.note?.outcome !== undefined) {
    calls.actions.chooseOutcome(front.call.id, shown.note.outcome);
  }
  if (front !== undefined && shown.note?.save) {
    calls.actions.type(front.call.id, shown.draft ?? '');
    await calls.actions.save(front.call.id);
  }
  switch (shown.dialog) {
    case 'shortcuts':
      app.actions.open({ kind: 'shortcuts' });
      break;
    case 'find':
      app.actions.open({ kind: 'find', purpose: 'show' });
      break;
    case 'new_customer':
      app.actions.open({
        kind: 'new_customer',
        callId: front?.call.id ?? '',
        number: '+989121234567',
        name: null,
      });
      break;
    case undefined:
      break;
  }
  const root = document.getElementById('root');
  if (root === null) throw new Error('The page has no root');
  createRoot(root).render(<App services={started.services} reload={() => location.reload()} />);
}

function appearance(): Appearance {
  return {
    language,
    theme: asked.get('theme') === 'dark' ? 'dark' : 'light',
    calendar: language === 'fa' ? 'jalali' : 'gregorian',
    form: state?.form ?? 'wide',
  };
}

function scriptOf(shown: GalleryState): Script {
  const { cards, people, say } = samples(language);
  let look = appearance();
  const status: AppStatus = {
    store: { state: 'open' },
    sample: false,
    canLeaveSample: true,
    needsSetup: false,
    lanesDown: [],
    lastCopyAt: null,
    version: '0.1.0',
    ...shown.status,
  };
  const agents = [
    {
      id: 2,
      displayName: say({ fa: 'لینا فرجی', en: 'Lina Faraji' }),
      role: 'administrator' as const,
      extension: '101',
    },
    {
      id: 3,
      displayName: say({ fa: 'امید صفایی', en: 'Omid Safaei' }),
      role: 'agent' as const,
      extension: '102',
    },
  ];
  const session: SessionView = {
    agent: agents[0] ?? null,
    role: 'administrator',
    extension: '101',
    company: say({ fa: 'آبی‌سفر', en: 'Abi Travel' }),
  };
  const lines = shown.lines ?? [
    {
      lineId: 'pbx',
      name: say({ fa: 'مرکز تلفن', en: 'PBX' }),
      kind: 'asterisk' as const,
      state: 'connected' as const,
      reason: null,
      retryAt: null,
    },
  ];
  return {
    'app.status': () => status,
    'sessions.current': () => session,
    'agents.list': () => ({ agents }),
    'appearance.get': () => look,
    'appearance.set': ({ language: chosen, theme, calendar, form }) => {
      look = {
        language: chosen ?? look.language,
        theme: theme ?? look.theme,
        calendar: calendar ?? look.calendar,
        form: form ?? look.form,
      };
      return look;
    },
    'lines.list': () => ({
      lines: lines.map((line) => ({
        settings: {
          kind: 'asterisk' as const,
          id: line.lineId,
          name: line.name,
          enabled: true,
          extension: '101',
          profile: {
            country: 'IR',
            areaCode: '21',
            outsidePrefix: '9',
            e164WithoutPlus: false,
            extensionDigits: [3, 3],
          },
          host: '192.168.1.10',
          port: 5038,
          user: 'ashena',
          tls: false,
          md5: true,
        },
        hasSecret: true,
        status: line,
      })),
      ownNumbers: ['02122334455'],
      ignoredNumbers: ['09350000000'],
    }),
    'calls.active': () => ({ calls: [...shown.calls], seq: 0 }),
    'calls.draft': () => ({
      text: shown.draft ?? '',
      savedAt: shown.draft === undefined ? null : NOW - 5_000,
    }),
    'calls.saveDraft': () => ({ savedAt: NOW }),
    'calls.saveNote': () => ({ operationId: 501 }),
    'calls.putAway': () => ({}),
    'operations.undo': () => ({ operationId: 502 }),
    'customers.card': () => cards.one.customer,
    'customers.find': () => ({
      found: people.map((person) => ({ ...person, phones: ['+989121234567'], how: 'name' as const })),
    }),
  };
}
