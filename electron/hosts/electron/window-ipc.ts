import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { hello } from '#shared/contract/wire.ts';
import type { Envelope } from '#shared/contract/errors.ts';
import type { Core } from '../../core/core.ts';
import type { Log } from '../../core/feature.ts';
import { makeWindow, type Window } from '../window.ts';
import { channels } from './channels.ts';
import { isOwnPage } from './own-pages.ts';

/** Carries every window's words over ipc. The contents' id survives a reload, and is the window's. */
export function serveIpc(core: Core, log: Log): void {
  const windows = new Map<number, Window>();

  ipcMain.handle(channels.call, async (event, name: unknown, input: unknown): Promise<Envelope> => {
    refuseForeign(event);
    if (typeof name !== 'string') throw new Error('a method is named by a text');
    return await windowOf(event.sender).call(name, input);
  });

  ipcMain.handle(channels.hello, (event, words: unknown) => {
    refuseForeign(event);
    const { sender } = event;
    windowOf(sender).listen(hello.parse(words), (news) => {
      if (!sender.isDestroyed()) sender.send(channels.news, news);
    });
  });

  ipcMain.handle(channels.bye, (event) => {
    refuseForeign(event);
    windows.get(event.sender.id)?.end();
  });

  /**
   * Only the top frame of one of our own pages may speak; for anything else this is an error, not silence. All
   * three are `handle`, so that the error goes back to who spoke: thrown from `on` it would be the process's own.
   */
  function refuseForeign(event: IpcMainInvokeEvent): void {
    const frame = event.senderFrame;
    if (frame !== null && frame.parent === null && isOwnPage(frame.url)) return;
    log('warn', 'sender_refused');
    throw new Error('refused: not one of our pages');
  }

  function windowOf(contents: WebContents): Window {
    const known = windows.get(contents.id);
    if (known !== undefined) return known;
    const made = makeWindow(core, `electron:${contents.id}`);
    windows.set(contents.id, made);
    contents.once('destroyed', () => {
      made.end();
      windows.delete(contents.id);
    });
    return made;
  }
}
