import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { Envelope } from '#shared/contract/errors.ts';
import type { Bridge, News } from '#shared/contract/wire.ts';
import { channels } from './hosts/electron/channels.ts';

/** All that a page can reach of Electron: these two functions. */
const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(channels.call, name, input) as Promise<Envelope>,
  subscribe(hello, listener) {
    const hear = (_event: IpcRendererEvent, news: News): void => listener(news);
    ipcRenderer.on(channels.news, hear);
    void ipcRenderer.invoke(channels.hello, hello);
    return () => {
      ipcRenderer.off(channels.news, hear);
      void ipcRenderer.invoke(channels.bye);
    };
  },
};

contextBridge.exposeInMainWorld('ashena', bridge);
