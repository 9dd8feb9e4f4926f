import { useEffect, useLayoutEffect, useSyncExternalStore } from 'react';
import { useApp, useServices } from './services.tsx';
import { useWords } from './words.tsx';

/** Language, direction and theme belong to the whole page. */
export function usePage(): void {
  const { text, language } = useWords();
  const theme = useApp((state) => state.appearance.theme);
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dir = language === 'fa' ? 'rtl' : 'ltr';
    root.dataset['theme'] = theme;
    document.title = text('app.name');
  }, [language, text, theme]);
}

/** Whether the machine says it has a network; everything works without one. */
export function useOnline(): void {
  const { app } = useServices();
  useEffect(() => {
    const tell = () => app.actions.setOnline(navigator.onLine);
    tell();
    window.addEventListener('online', tell);
    window.addEventListener('offline', tell);
    return () => {
      window.removeEventListener('online', tell);
      window.removeEventListener('offline', tell);
    };
  }, [app]);
}

const NARROWER = '(max-width: 51rem)';

/** The narrow form: chosen, or because the window is docked at the screen's edge. */
export function useNarrow(): boolean {
  const chosen = useApp((state) => state.appearance.form === 'narrow');
  const docked = useSyncExternalStore(watchWidth, () => window.matchMedia(NARROWER).matches);
  return chosen || docked;
}

function watchWidth(changed: () => void): () => void {
  const query = window.matchMedia(NARROWER);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
