import type { CoreEvent } from '#shared/contract/contract.ts';
import type { ConnectedClient } from '../../../../renderer/client/client.ts';
import { connect } from '../../../../renderer/client/connect.ts';

declare global {
  interface Window {
    client: ConnectedClient;
    states: string[];
    heard: CoreEvent[];
  }
}

window.states = [];
window.heard = [];
window.client = connect(window);
window.client.watch(({ state }) => window.states.push(state));
window.client.subscribe((event) => window.heard.push(event));
