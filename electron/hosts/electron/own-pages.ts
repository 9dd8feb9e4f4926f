/** Scheme and host of our pages: `app://ashena/`. A scheme of its own keeps them apart from files and the web. */
export const scheme = 'app';
export const appHost = 'ashena';
export const startPage = `${scheme}://${appHost}/`;

/** Whether an address is one of ours. (`origin` is no help: it is 'null' for schemes that Node does not know.) */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === appHost;
}
