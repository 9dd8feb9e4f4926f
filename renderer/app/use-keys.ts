import { useEffect } from 'react';
import { callDeeds, type CallDeeds } from '../features/call/call-deeds.ts';
import { frontOf } from '../features/call/call-store.ts';
import type { AppState } from './app-store.ts';
import type { Services } from './services.tsx';
import { outcomeOf, shortcutOf } from './shortcuts.ts';

/** One listener for every key of the app; buttons do the same through the same deeds. */
export function useKeys(services: Services): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.repeat || event.defaultPrevented) return;
      if (press(event, services)) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [services]);
}

/** Does what the key stands for; false where it means nothing here, and is left to the browser. */
function press(event: KeyboardEvent, services: Services): boolean {
  const state = services.app.getState();
  if (state.dialog !== null || !isReady(state)) return false;
  const front = frontOf(services.calls.getState());
  const outcome = outcomeOf(event);
  if (outcome !== null) {
    if (front === null || state.room !== 'call') return false;
    services.calls.actions.chooseOutcome(front.call.id, outcome);
    return true;
  }
  const shortcut = shortcutOf(event);
  if (shortcut === null) return false;
  const deeds = {
    ...(state.room === 'call' ? callDeeds(front, services) : roomDeeds(services)),
    ...appDeeds(services),
  };
  const deed = deeds[shortcut];
  deed?.();
  return deed !== undefined;
}

function isReady(state: AppState): boolean {
  return state.status?.store.state === 'open' && !state.status.needsSetup;
}

/** In another room, the switch key leads back to the call. */
function roomDeeds({ app, calls }: Services): CallDeeds {
  return calls.getState().screen.calls.length === 0 ? {} : { switchCall: () => app.actions.goTo('call') };
}

export function appDeeds({ app }: Services): CallDeeds {
  const { actions } = app;
  return {
    shortcuts: () => actions.open({ kind: 'shortcuts' }),
    find: () => actions.open({ kind: 'find', purpose: 'show' }),
    curtain: actions.drawCurtain,
    sum: actions.showSums,
    whole: actions.showWhole,
    form: () =>
      actions.setAppearance({ form: app.getState().appearance.form === 'wide' ? 'narrow' : 'wide' }),
    language: () =>
      actions.setAppearance({ language: app.getState().appearance.language === 'fa' ? 'en' : 'fa' }),
    theme: () => actions.setAppearance({ theme: nextTheme(app.getState().appearance.theme) }),
    undo: () => void actions.undoLast(),
  };
}

function nextTheme(theme: 'system' | 'light' | 'dark'): 'system' | 'light' | 'dark' {
  switch (theme) {
    case 'system':
      return 'light';
    case 'light':
      return 'dark';
    case 'dark':
      return 'system';
  }
}
