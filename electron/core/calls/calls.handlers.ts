import { Refusal } from '#shared/contract/errors.ts';
import type { Caller, LaneFeature, MainHandlers, MainTools } from '../feature.ts';
import type { CallSimulator } from './call-simulator.ts';
import { dropDraft, readDraft, recordCall, saveDraft, writeInteraction } from './calls.queries.ts';
import type { Switchboard } from './switchboard.ts';

/** The live lane's part of calls: what is written while an agent works. */
export const callsLane: LaneFeature = (tools) => {
  const { reader, writer, apply, now } = tools;
  if (writer === null || apply === null) return {};
  return {
    methods: {
      'calls.saveDraft': ({ callId, customerId, text }, { agentId }) => {
        const savedAt = now();
        saveDraft(writer, { key: callId, agentId, customerId, text, now: savedAt });
        return { savedAt };
      },
      'calls.draft': ({ callId }) => readDraft(reader, callId),
    },
    internal: {
      'calls.record': (call) => ({ callRowId: recordCall(reader, apply, call) }),
      'calls.writeInteraction': (entry) => writeInteraction(reader, apply, entry, now()),
      'drafts.drop': ({ key }) => ({ dropped: dropDraft(writer, key) }),
    },
  };
};

/** The core's own thread: calls as they stand on this window's screen. */
export function callsMain(
  tools: MainTools,
  switchboard: Switchboard,
  simulator: CallSimulator,
  seqOf: (sessionId: string) => number,
): MainHandlers {
  return {
    'calls.active': (_input, caller) => ({
      calls: switchboard.active(extensionOf(caller)),
      seq: seqOf(caller.sessionId),
    }),
    'calls.confirmCaller': ({ callId, customerId }, caller) =>
      switchboard.confirmCaller(extensionOf(caller), callId, customerId),
    'calls.someoneElse': ({ callId }, caller) => switchboard.someoneElse(extensionOf(caller), callId),
    'calls.putAway': async ({ callId }, caller) => {
      switchboard.putAway(extensionOf(caller), callId);
      await tools.ask('drafts.drop', { key: callId });
      return {};
    },
    'calls.saveNote': async ({ callId, customerId, gist, outcome }, caller) => {
      const { view } = switchboard.find(extensionOf(caller), callId);
      if (view.direction === 'internal') throw new Refusal('conflict', 'a colleague has no history');
      await switchboard.written();
      const { operationId } = await tools.ask('calls.writeInteraction', {
        callKey: callId,
        customerId,
        at: view.startedAt,
        direction: view.direction,
        end: view.end,
        gist: gist.trim() === '' ? null : gist,
        outcome,
        durationMs: view.answeredAt === null || view.endedAt === null ? null : view.endedAt - view.answeredAt,
        agentId: caller.agentId,
      });
      await tools.ask('drafts.drop', { key: callId });
      tools.emit('customer.changed', { customerId });
      return { operationId };
    },
    'calls.try': ({ kind }, caller) => simulator.tryCall(kind, extensionOf(caller)),
    'calls.simulate': ({ callId, action }, caller) => {
      simulator.act(switchboard.find(extensionOf(caller), callId).view, action);
      return {};
    },
    'calls.ring': (ring) => simulator.ring(ring),
  };
}

export function extensionOf({ extension }: Caller): string {
  return extension ?? '';
}
