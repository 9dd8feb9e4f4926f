import { useApp } from '../../app/services.tsx';
import { useWords } from '../../app/words.tsx';
import { Agents } from './agents.tsx';
import { AppearanceSettings } from './appearance-settings.tsx';
import { Lines } from './lines.tsx';
import './settings.css';

export default function SettingsRoom() {
  const { text } = useWords();
  const administrator = useApp((state) => state.session?.role === 'administrator');
  return (
    <main className="settings">
      <div className="settings__page">
        <h1>{text('settings.title')}</h1>
        <AppearanceSettings />
        <Lines administrator={administrator} />
        {administrator ? <Agents /> : <p className="settings__quiet">{text('settings.notYours')}</p>}
      </div>
    </main>
  );
}
