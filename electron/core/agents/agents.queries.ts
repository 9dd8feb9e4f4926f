import type { AgentView } from '#shared/contract/app.ts';
import type { Apply } from '../db/apply.ts';
import type { Reader } from '../db/connection.ts';

type AgentRow = { id: number; display_name: string; role: AgentView['role']; extension: string | null };

/** Those who work here now, by name. */
export function readAgents(reader: Reader): AgentView[] {
  return reader
    .query<AgentRow>(
      'SELECT id, display_name, role, extension FROM agent WHERE active = 1 AND deleted_at IS NULL ORDER BY id',
    )
    .all()
    .map(({ id, display_name, role, extension }) => ({ id, displayName: display_name, role, extension }));
}

export function createAgent(apply: Apply, agent: Omit<AgentView, 'id'>, by: number | null): AgentView {
  const { displayName, role, extension } = agent;
  const row = { display_name: displayName, role, extension };
  const { keys } = apply({ label: 'agents.create', agentId: by }, [{ table: 'agent', op: 'insert', row }]);
  return { id: Number(keys[0]), ...agent };
}
