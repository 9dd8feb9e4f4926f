import type { Envelope } from '#shared/contract/errors.ts';

/** Nobody knows whether what was asked was done: the answer did not come. */
export const connectionLost: Envelope<never> = {
  ok: false,
  error: { code: 'connection_lost', message: 'the connection closed before the answer came' },
};
