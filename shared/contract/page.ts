// Apart from wire.ts, whose schemas would bring zod into the page.

/** The first protocol that the page's socket asks for; the second is the page's secret. */
export const socketProtocol = 'ashena.1';

/** Path of the page's socket on the loopback host. */
export const socketPath = '/socket';

/** Name of the meta element that brings the page its secret, once. */
export const pageSecretName = 'ashena-page';
