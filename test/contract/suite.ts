import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CoreEvent, InputOf, MethodName } from '#shared/contract/contract.ts';
import {
  makeClient,
  type ConnectedClient,
  type Connection,
  type Link,
} from '../../renderer/client/client.ts';
import { makeTestCore, testVersion, withheldRing, type TestCore } from './test-core.ts';

/** One way of carrying a window's words to the core. */
export type Transport = {
  /** A page of this window; opening it again is a reload. */
  openLink(windowId: string): Promise<Link>;
  /** Breaks every connection at once, as a lost process or a closed lid does. */
  breakAll(): void;
  /** Lets connections through again, where the transport does not mend by itself. */
  mendAll?(): void;
  close(): Promise<void>;
};

/** What every transport must keep, whatever carries it. */
export function contractSuite(
  name: string,
  /** Electron's connection breaks only with its window, and then for ever. */
  { reconnects }: { readonly reconnects: boolean },
  makeTransport: (core: TestCore) => Promise<Transport>,
): void {
  describe(`contract over ${name}`, () => {
    let core: TestCore;
    let transport: Transport;
    let clients: ConnectedClient[];

    beforeEach(async () => {
      core = makeTestCore({ capacity: 4 });
      transport = await makeTransport(core);
      clients = [];
    });
    afterEach(async () => {
      for (const client of clients) client.close();
      await transport.close();
    });

    async function openPage(windowId = 'w', contractVersion = testVersion) {
      const heard: CoreEvent[] = [];
      const otherVersions: string[] = [];
      const client = makeClient(await transport.openLink(windowId), {
        contractVersion,
        onOtherVersion: (version) => otherVersions.push(version),
      });
      clients.push(client);
      client.subscribe((event) => heard.push(event));
      if (contractVersion === testVersion) await until(client, 'connected');
      return { client, heard, otherVersions };
    }

    /** All that was heard until now. The last of it is a mark, which is left out: events come in order. */
    async function settled(heard: CoreEvent[]): Promise<CoreEvent[]> {
      core.emit('app.reload', {});
      await expect.poll(() => heard.at(-1)?.name).toBe('app.reload');
      return heard.filter(({ name }) => name !== 'app.reload');
    }

    /** The connection after a break. */
    async function breakAndMend(client: ConnectedClient, meanwhile: () => void): Promise<Connection> {
      transport.breakAll();
      await until(client, 'lost');
      meanwhile();
      transport.mendAll?.();
      return await until(client, 'connected');
    }

    /** Calls what the types would not let pass. */
    const callAnything = (client: ConnectedClient, method: string, input: unknown) =>
      client.call(method as MethodName, input as InputOf<MethodName>);

    it('answers a call with its value', async () => {
      const { client } = await openPage();
      expect(await client.call('sessions.current', {})).toEqual({
        ok: true,
        value: { agent: null, role: 'agent', extension: '101', company: 'آژانس گل‌گشت' },
      });
    });

    it('answers calls in flight together each with its own answer', async () => {
      const { client } = await openPage();
      const [session, appearance, active] = await Promise.all([
        client.call('sessions.current', {}),
        client.call('appearance.get', {}),
        client.call('calls.active', {}),
      ]);
      expect(session).toMatchObject({ value: { role: 'agent' } });
      expect(appearance).toMatchObject({ value: { calendar: 'jalali' } });
      expect(active).toMatchObject({ value: { calls: [] } });
    });

    it.each(['calls.burn', '__proto__', 'constructor', 'toString', ''])(
      'refuses the unknown method %j',
      async (method) => {
        const { client } = await openPage();
        expect(await callAnything(client, method, {})).toMatchObject({
          ok: false,
          error: { code: 'unknown_method' },
        });
        expect(core.reached).toEqual([]);
      },
    );

    it('refuses a role below the least', async () => {
      const { client } = await openPage();
      expect(await client.call('lines.remove', { lineId: 'x' })).toMatchObject({
        error: { code: 'forbidden' },
      });
      expect(core.reached).toEqual([]);
    });

    it('refuses a bad input, and tells where', async () => {
      const { client } = await openPage();
      for (const input of [{ callId: 5 }, 'text', null, undefined, [1]]) {
        expect(await callAnything(client, 'calls.putAway', input)).toMatchObject({
          error: { code: 'bad_input', details: { issues: [{ message: expect.any(String) as string }] } },
        });
      }
      expect(core.reached).toEqual([]);
    });

    it('refuses an input that is too large, and stays alive', async () => {
      const { client } = await openPage();
      const text = 'ا'.repeat(600_000);
      expect(await client.call('customers.find', { text, limit: 5 })).toMatchObject({
        error: { code: 'too_large' },
      });
      expect(await client.call('sessions.current', {})).toMatchObject({ ok: true });
    });

    it('answers a bug with an incident and without what it said', async () => {
      const { client } = await openPage();
      const envelope = await client.call('calls.putAway', { callId: 'x' });
      expect(envelope).toMatchObject({
        error: { code: 'bug', details: { incident: expect.any(String) as string } },
      });
      expect(JSON.stringify(envelope)).not.toContain('مریم');
    });

    it('carries an expected refusal with its details', async () => {
      const { client } = await openPage();
      expect(await client.call('operations.undo', { operationId: 1 })).toEqual({
        ok: false,
        error: { code: 'undo_refused', message: 'changed since', details: { fields: ['gist'] } },
      });
    });

    it('ends every pending call when the connection is lost, and every one made meanwhile', async () => {
      const { client } = await openPage();
      const pending = [1, 2, 3].map(() => client.call('calls.try', { kind: 'one' }));
      await client.call('sessions.current', {}); // all three are on their way
      transport.breakAll();
      for (const envelope of await Promise.all(pending)) {
        expect(envelope).toMatchObject({ ok: false, error: { code: 'connection_lost' } });
      }
      expect(await client.call('sessions.current', {})).toMatchObject({ error: { code: 'connection_lost' } });
    });

    it('tells events in order, numbered from one', async () => {
      const { heard } = await openPage();
      for (const callId of ['a', 'b', 'c']) core.emit('call.gone', { callId });
      expect(await settled(heard)).toEqual(
        ['a', 'b', 'c'].map((callId, index) => ({ seq: index + 1, name: 'call.gone', body: { callId } })),
      );
    });

    it('tells a window only what its role and extension may hear', async () => {
      const { heard } = await openPage();
      core.emit('call.gone', { callId: 'x' }, { to: 'extension', extension: '999' });
      core.emit('line.tested', { testId: 't', status: null, event: null });
      core.emit('customer.changed', { customerId: 7 });
      expect(await settled(heard)).toEqual([{ seq: 1, name: 'customer.changed', body: { customerId: 7 } }]);
    });

    if (!reconnects) return;
    describe('after a break', () => {
      it('works again', async () => {
        const { client } = await openPage();
        await breakAndMend(client, () => undefined);
        expect(await client.call('sessions.current', {})).toMatchObject({ ok: true });
      });

      it('tells the events that were missed, once each, before new ones', async () => {
        const { client, heard } = await openPage();
        core.emit('call.gone', { callId: '1' });
        await settled(heard);
        const connection = await breakAndMend(client, () => {
          for (const callId of ['2', '3']) core.emit('call.gone', { callId });
        });
        expect(connection).toMatchObject({ missed: false });
        core.emit('call.gone', { callId: '4' });
        expect((await settled(heard)).map(({ seq }) => seq)).toEqual([1, 3, 4, 5]); // 2 was a mark
      });

      it('tells a window that was away too long to read again', async () => {
        const { client, heard } = await openPage();
        const connection = await breakAndMend(client, () => {
          for (let n = 1; n <= 9; n += 1) core.emit('call.gone', { callId: `${n}` });
        });
        expect(connection).toEqual({ state: 'connected', missed: true, seq: 9 });
        core.emit('call.gone', { callId: '10' });
        expect((await settled(heard)).map(({ seq }) => seq)).toEqual([10]);
      });
    });

    it('tells a page of another version so', async () => {
      const { client, otherVersions } = await openPage('w', 'yesterday');
      await expect.poll(() => otherVersions).toEqual([testVersion]);
      expect(await client.call('sessions.current', {})).toMatchObject({ ok: true });
    });

    it('brings the card back after a reload in mid-ring', async () => {
      const before = await openPage('w');
      core.ring(withheldRing('call-1'));
      expect(await settled(before.heard)).toMatchObject([
        { seq: 1, name: 'call.ringing', body: { call: { id: 'call-1' } } },
      ]);
      before.client.close();

      const after = await openPage('w');
      expect(await after.client.call('calls.active', {})).toEqual({
        ok: true,
        value: { calls: [withheldRing('call-1')], seq: 2 },
      });
      core.emit('call.gone', { callId: 'call-1' });
      expect((await settled(after.heard)).map(({ seq }) => seq)).toEqual([3]);
    });

    it('keeps the agent of a window over its reload, and apart from other windows', async () => {
      const before = await openPage('w');
      await before.client.call('sessions.switch', { agentId: 5 });
      before.client.close();
      const after = await openPage('w');
      const other = await openPage('w2');
      expect(await after.client.call('sessions.current', {})).toMatchObject({ value: { extension: '105' } });
      expect(await other.client.call('sessions.current', {})).toMatchObject({ value: { extension: '101' } });
    });

    it('tells nothing more to a page that is gone', async () => {
      const page = await openPage('w');
      page.client.close();
      const other = await openPage('w2');
      core.emit('call.gone', { callId: '1' });
      expect(await settled(other.heard)).toHaveLength(1);
      expect(page.heard).toEqual([]);
    });
  });
}

/** Resolves at the next moment at which the connection is so. */
function until(client: ConnectedClient, state: Connection['state']): Promise<Connection> {
  return new Promise((resolve) => {
    const stop = client.watch((connection) => {
      if (connection.state !== state) return;
      queueMicrotask(() => stop());
      resolve(connection);
    });
  });
}
