/** Started by the test of ownership as a process of its own: owns the folder, writes without end, is killed. */
import { makeApply } from '../../../../electron/core/db/apply.ts';
import { openStore } from '../../../../electron/core/db/open.ts';
import { takeOwnership } from '../../../../electron/core/db/owner.ts';

const folder = process.argv[2] ?? '';
const owner = takeOwnership(folder);
if (owner.state !== 'owner') throw new Error('in use');
owner.publish({ port: 4321, secret: 'of the killed one' });
const opened = openStore(folder, { from: 'file' }, { now: Date.now });
if (opened.state !== 'open') throw new Error(opened.state);
const apply = makeApply(opened.writer, { now: Date.now });
for (let n = 0; ; n += 1) {
  const applied = apply({ label: 'write', agentId: null }, (newId) => {
    const id = newId();
    return [
      { table: 'customer', op: 'insert', row: { id, display_name: `مشتری ${n}`, created_at: 1 } },
      {
        table: 'interaction',
        op: 'insert',
        row: { customer_id: id, at: n, kind: 'call', direction: 'inbound' },
      },
    ];
  });
  // what was answered as saved must be there after the kill
  process.stdout.write(`${applied.operationId}\n`);
}
