import { app, type Session } from 'electron';
import type { Log } from '../../core/feature.ts';
import { isOwnPage } from './own-pages.ts';

/**
 * Whatever a page shows, it stays where it is: no navigation, no window, no webview, no permission, no download
 * (design.md, section 9). Set for all contents, also those that a bug would make.
 */
export function guardContents(log: Log): void {
  app.on('web-contents-created', (_event, contents) => {
    const refuse = (event: { preventDefault(): void }, address: string): void => {
      if (isOwnPage(address)) return;
      event.preventDefault();
      log('warn', 'navigation_refused');
    };
    contents.on('will-navigate', (event) => refuse(event, event.url));
    contents.on('will-redirect', (event) => refuse(event, event.url));
    contents.on('will-frame-navigate', (event) => refuse(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(() => {
      log('warn', 'window_refused');
      return { action: 'deny' };
    });
  });
}

/** A caller's card needs nothing of the machine: not the clipboard, not the camera, not a device. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
}
