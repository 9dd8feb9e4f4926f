import { join } from 'node:path';
import { BrowserWindow } from 'electron';
import { startPage } from './own-pages.ts';

/** The one window: shown when it has something to show, so that nobody sees it white. */
export function openMainWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 380,
    minHeight: 480,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      // The card must be painted while another program is in front.
      backgroundThrottling: false,
      spellcheck: false,
    },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadURL(startPage);
  return window;
}

/** Brings the window to the user who asked for it. */
export function present(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}
