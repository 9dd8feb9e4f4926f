import { Activity, lazy, Suspense, useEffect, useState } from 'react';
import { CallPills } from '../features/call/call-pills.tsx';
import { CallRoom } from '../features/call/call-room.tsx';
import '../ui/base.css';
import '../ui/parts.css';
import type { Room } from './app-store.ts';
import { Banner } from './banner.tsx';
import { Boundary } from './boundary.tsx';
import './frame.css';
import { Rail } from './rail.tsx';
import { ServicesProvider, useApp, useCalls, useServices, type Services } from './services.tsx';
import { StatusLine } from './status-line.tsx';
import { Toasts } from './toasts.tsx';
import { useKeys } from './use-keys.ts';
import { useNarrow, useOnline, usePage } from './use-page.ts';
import { useWords, WordsProvider } from './words.tsx';

const CustomersRoom = lazy(() => import('../features/customer/customers-room.tsx'));
const SettingsRoom = lazy(() => import('../features/settings/settings-room.tsx'));
const Welcome = lazy(() => import('../features/welcome/welcome.tsx'));
const StoreTrouble = lazy(() => import('../features/welcome/store-trouble.tsx'));
const Dialogs = lazy(() => import('./dialogs.tsx'));

export function App({ services, reload }: { services: Services; reload: () => void }) {
  return (
    <ServicesProvider services={services}>
      <WordsProvider>
        <Boundary reload={reload}>
          <Screen />
        </Boundary>
      </WordsProvider>
    </ServicesProvider>
  );
}

/** What the whole window shows: the store's trouble, the welcome, or the frame with its rooms. */
function Screen() {
  usePage();
  useOnline();
  const status = useApp((state) => state.status);
  if (status === null) return <Reading />;
  if (status.store.state !== 'open') {
    return (
      <Suspense fallback={<Reading />}>
        <StoreTrouble store={status.store} />
      </Suspense>
    );
  }
  if (status.needsSetup) {
    return (
      <Suspense fallback={<Reading />}>
        <Welcome />
      </Suspense>
    );
  }
  return <Frame />;
}

function Frame() {
  const services = useServices();
  useKeys(services);
  const room = useApp((state) => state.room);
  const curtain = useApp((state) => state.curtain);
  const dialog = useApp((state) => state.dialog);
  const narrow = useNarrow();
  const visited = useVisited(room);
  useSoon();
  return (
    <div className={`frame ${narrow ? 'frame--narrow' : ''} ${curtain ? 'frame--curtain' : ''}`}>
      <Rail />
      <div className="frame__room">
        <Banner />
        {room === 'call' ? null : <CallsElsewhere />}
        <Suspense fallback={<Reading />}>
          {/* Rooms keep what was typed in them while another one is shown. */}
          <Activity mode={room === 'call' ? 'visible' : 'hidden'}>
            <CallRoom />
          </Activity>
          {visited.has('customers') ? (
            <Activity mode={room === 'customers' ? 'visible' : 'hidden'}>
              <CustomersRoom />
            </Activity>
          ) : null}
          {visited.has('settings') ? (
            <Activity mode={room === 'settings' ? 'visible' : 'hidden'}>
              <SettingsRoom />
            </Activity>
          ) : null}
        </Suspense>
      </div>
      <StatusLine />
      <Toasts />
      {dialog === null ? null : (
        <Suspense fallback={null}>
          <Dialogs dialog={dialog} />
        </Suspense>
      )}
    </div>
  );
}

/** In another room, the calls stay in sight as pills. */
function CallsElsewhere() {
  const calls = useCalls((state) => state.screen.calls);
  return <CallPills others={calls} elsewhere />;
}

/** A room is built when it is first entered. */
function useVisited(room: Room): ReadonlySet<Room> {
  const [visited, setVisited] = useState<ReadonlySet<Room>>(() => new Set([room]));
  if (visited.has(room)) return visited;
  const more = new Set([...visited, room]);
  setVisited(more);
  return more;
}

/** Brings the other rooms' code while nothing happens, so that F2 opens at once. */
function useSoon(): void {
  useEffect(() => {
    const timer = setTimeout(() => {
      void import('./dialogs.tsx');
      void import('../features/customer/customers-room.tsx');
    }, 1_500);
    return () => clearTimeout(timer);
  }, []);
}

function Reading() {
  const { text } = useWords();
  return (
    <main className="plain-page" aria-busy="true">
      <p>{text('app.reading')}</p>
    </main>
  );
}
