import type { CoreEvent } from './contract.ts';
import type { Envelope } from './errors.ts';

/**
 * What travels between a window and the core, whatever carries it. The transports differ in how a window proves
 * who it is; after that these are all the messages there are.
 */

/** The window's first words. `fromSeq` is the last event it knows of, null at a page's start. */
export type Hello = {
  readonly contractVersion: string;
  readonly fromSeq: number | null;
};

/** What the core tells by itself. */
export type News =
  | {
      readonly kind: 'welcome';
      readonly contractVersion: string;
      /** The session's last event so far; events missed since `fromSeq` follow, if they are still held. */
      readonly seq: number;
      /** Some are held no more: read `calls.active` again. */
      readonly missed: boolean;
    }
  | { readonly kind: 'event'; readonly event: CoreEvent };

/** Over a socket calls and answers need a number; Electron's `invoke` has its own. */
export type ToCore =
  | { readonly kind: 'hello'; readonly hello: Hello }
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: unknown };

export type FromCore = News | { readonly kind: 'answer'; readonly id: number; readonly envelope: Envelope };

/** What Electron's preload puts on `window.ashena`: these two functions and nothing else. */
export type Bridge = {
  call(name: string, input: unknown): Promise<Envelope>;
  subscribe(hello: Hello, listener: (news: News) => void): () => void;
};
