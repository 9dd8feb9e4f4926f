import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { z } from 'zod';

/** A Node process looked into from outside: the heaps of its main thread and of its workers. */
export type Inspector = {
  /** Bytes in use in all its heaps together, after their garbage was collected. */
  heapUsed(): Promise<number>;
  close(): void;
};

const answer = z.object({ id: z.int(), result: z.unknown().optional() });
const attached = z.object({
  method: z.literal('NodeWorker.attachedToWorker'),
  params: z.object({ sessionId: z.string() }),
});
const fromWorker = z.object({
  method: z.literal('NodeWorker.receivedMessageFromWorker'),
  params: z.object({ sessionId: z.string(), message: z.string() }),
});
const heapUsage = z.object({ usedSize: z.number() });

/** @param url as Node says it: `ws://127.0.0.1:…` */
export async function inspect(url: string): Promise<Inspector> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  await once(socket, 'open');
  const waiting = new Map<number, (result: unknown) => void>();
  const workers = new Set<string>();
  let lastId = 0;
  socket.on('message', (bytes: Buffer) => hear(bytes.toString('utf8')));
  await ask(null, 'NodeWorker.enable', { waitForDebuggerOnStart: false });
  await wait(200); // the workers that are there already are told after the answer

  return {
    async heapUsed() {
      let sum = 0;
      for (const thread of [null, ...workers]) {
        await ask(thread, 'HeapProfiler.collectGarbage', {});
        sum += heapUsage.parse(await ask(thread, 'Runtime.getHeapUsage', {})).usedSize;
      }
      return sum;
    },
    close: () => socket.close(),
  };

  /** `thread` null is the main one. */
  function ask(thread: string | null, method: string, params: object): Promise<unknown> {
    lastId += 1;
    const id = lastId;
    const message = JSON.stringify({ id, method, params });
    const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    if (thread === null) socket.send(message);
    else {
      lastId += 1;
      const sent = {
        id: lastId,
        method: 'NodeWorker.sendMessageToWorker',
        params: { sessionId: thread, message },
      };
      socket.send(JSON.stringify(sent));
    }
    return answered;
  }

  function hear(text: string): void {
    const message: unknown = JSON.parse(text);
    const worker = attached.safeParse(message);
    if (worker.success) workers.add(worker.data.params.sessionId);
    const inside = fromWorker.safeParse(message);
    if (inside.success) hear(inside.data.params.message);
    const answered = answer.safeParse(message);
    if (!answered.success) return;
    waiting.get(answered.data.id)?.(answered.data.result);
    waiting.delete(answered.data.id);
  }
}
