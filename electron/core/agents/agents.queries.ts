import type { AgentView } from '#shared/contract/app.ts';
import type { Apply } from '../db/apply.ts';
import type { Reader, Writer } from '../db/connection.ts';
import type { InternalMethods } from '../lanes/internal-methods.ts';

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

/** Appends to this node's own audit; nothing ever changes or removes a line of it. */
export function writeAudit(
  writer: Writer,
  entries: InternalMethods['audit.write']['input']['entries'],
): number {
  const insert = writer.command(
    'INSERT INTO audit (at, agent_id, action, subject_kind, subject_id) VALUES (?, ?, ?, ?, ?)',
  );
  return writer.transaction(() => {
    for (const { at, agentId, action, subjectKind, subjectId } of entries) {
      insert.run(at, agentId, action, subjectKind, subjectId);
    }
    return entries.length;
  });
}
