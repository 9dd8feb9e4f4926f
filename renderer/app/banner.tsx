import { Icon } from '../ui/icon.tsx';
import type { AppState } from './app-store.ts';
import type { TextKey } from './i18n/texts.ts';
import { useApp } from './services.tsx';
import { useWords } from './words.tsx';

/** What is broken, in one sentence, for as long as it is. The gravest first. */
export function Banner() {
  const { text } = useWords();
  const trouble = useApp(troubleOf);
  if (trouble === null) return null;
  return (
    <p className="banner" role="alert">
      <Icon name="warning" />
      {text(trouble)}
    </p>
  );
}

function troubleOf(state: AppState): TextKey | null {
  const down = state.status?.lanesDown ?? [];
  if (state.connection === 'other_version') return 'banner.otherVersion';
  if (state.connection === 'lost') return 'banner.connectionLost';
  if (down.includes('live')) return 'banner.liveDown';
  if (down.includes('desk')) return 'banner.deskDown';
  if (down.includes('background')) return 'banner.backgroundDown';
  return null;
}
