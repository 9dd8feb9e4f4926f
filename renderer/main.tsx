import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startStores } from './app/start.ts';
import { connect } from './client/connect.ts';

const client = connect(window);
const systemIsPersian = navigator.language.startsWith('fa');
const started = startStores(client, {
  now: Date.now,
  reload: () => window.location.reload(),
  appearance: {
    language: systemIsPersian ? 'fa' : 'en',
    theme: 'system',
    calendar: systemIsPersian ? 'jalali' : 'gregorian',
    form: 'wide',
  },
});
const { app } = started.services;

let connectedBefore = false;
client.watch((connection) => {
  if (connection.state === 'connecting') return;
  app.actions.setConnection(connection.state);
  if (connection.state !== 'connected') return;
  if (!connectedBefore || connection.missed) void started.readAgain();
  connectedBefore = true;
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no root element');
createRoot(root).render(<App services={started.services} reload={() => window.location.reload()} />);
