import type { LaneFeature } from '../feature.ts';
import { createAgent, readAgents, writeAudit } from './agents.queries.ts';

export const agentsLane: LaneFeature = ({ reader, writer, apply }) => {
  if (writer === null || apply === null) return {};
  return {
    internal: {
      'agents.list': () => ({ agents: readAgents(reader) }),
      'agents.create': (agent, caller) => createAgent(apply, agent, caller?.agentId ?? null),
      'audit.write': ({ entries }) => ({ written: writeAudit(writer, entries) }),
    },
  };
};
