import { z } from 'zod';
import type { CoreEvent } from './contract.ts';
import type { Envelope } from './errors.ts';

/**
 * What travels between a window and the core, whatever carries it. The transports differ in how a window proves
 * who it is; after that these are all the messages there are.
 */

/** The window's first words. `fromSeq` is the last event it knows of, null at a page's start. */
export const hello = z.object({
  contractVersion: z.string().max(64),
  fromSeq: z.int().nonnegative().nullable(),
});
export type Hello = Readonly<z.infer<typeof hello>>;

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
export const toCore = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hello'), hello }),
  z.object({
    kind: z.literal('call'),
    id: z.int().nonnegative(),
    name: z.string().max(100),
    input: z.unknown().optional(), // JSON has no undefined
  }),
]);
export type ToCore = z.infer<typeof toCore>;

export type FromCore = News | { readonly kind: 'answer'; readonly id: number; readonly envelope: Envelope };

/** What Electron's preload puts on `window.ashena`: these two functions and nothing else. */
export type Bridge = {
  call(name: string, input: unknown): Promise<Envelope>;
  subscribe(hello: Hello, listener: (news: News) => void): () => void;
};
