import { parseArgs } from 'node:util';
import { foldDigits } from '#shared/domain/persian-text.ts';
import { readRun } from '../core/db/owner.ts';
import { askRunning } from '../hosts/control/control-client.ts';
import { dataFolderOf } from '../hosts/data-folder.ts';
import { BadUsage, exitCodes, readNumber, readWord, type Terminal } from './terminal.ts';

export const ringUsage = `Usage: npm run ring -- NUMBER [--name N] [--answer S] [--hangup S] [--extension E]
                       [--direction inbound|outbound|internal] [--data DIR]
Rings the running Ashena with a call that nobody made.
  NUMBER         as a line would send it, in any digits; "withheld" for a caller who hides it
  --name N       the name that the line sends with it
  --answer S     answers by itself after S seconds
  --hangup S     hangs up S seconds after the answer, or after the ring where nobody answers
  --extension E  whose phone rings; by default the one at this machine's desk
  --data DIR     the data folder of the app that is to ring
`;

const longestWait = 3600;

/** `npm run ring`: exit code 2 where no Ashena runs on this data folder. */
export async function ring(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      name: { type: 'string' },
      answer: { type: 'string' },
      hangup: { type: 'string' },
      extension: { type: 'string' },
      direction: { type: 'string' },
      data: { type: 'string' },
    },
  });
  const [typed] = positionals;
  if (typed === undefined || positionals.length > 1) throw new BadUsage('ring takes one number');
  const input = {
    number: typed === 'withheld' ? null : foldDigits(typed),
    name: values.name ?? null,
    extension: values.extension === undefined ? null : foldDigits(values.extension),
    direction: readWord('--direction', values.direction, ['inbound', 'outbound', 'internal'], 'inbound'),
    answerAfter: readNumber('--answer', values.answer, 0, longestWait),
    hangUpAfter: readNumber('--hangup', values.hangup, 0, longestWait),
  };
  const run = readRun(dataFolderOf(values.data));
  if (run === null) {
    terminal.complain('No Ashena runs on this data folder. Start it with: npm start');
    return exitCodes.unreachable;
  }
  const answer = await askRunning(run, 'calls.ring', input);
  if (answer.ok) {
    terminal.out(JSON.stringify(answer.value));
    return exitCodes.fine;
  }
  terminal.complain(`The call could not be made: ${answer.error.message}`);
  return answer.error.code === 'connection_lost' ? exitCodes.unreachable : exitCodes.failed;
}
