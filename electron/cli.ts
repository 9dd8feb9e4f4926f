import { main as lineTest } from './line-test.ts';
import { demoData, demoDataUsage } from './cli/demo-data.ts';
import { importCommand, importUsage } from './cli/import.ts';
import { ring, ringUsage } from './cli/ring.ts';
import { BadUsage, exitCodes, type Terminal } from './cli/terminal.ts';

type Command = {
  readonly run: (argv: readonly string[], terminal: Terminal) => Promise<number>;
  readonly usage: string;
};

const commands: ReadonlyMap<string, Command> = new Map([
  ['ring', { run: ring, usage: ringUsage }],
  ['import', { run: importCommand, usage: importUsage }],
  ['demo-data', { run: demoData, usage: demoDataUsage }],
  ['line-test', { run: lineTest, usage: 'See npm run line-test -- --help\n' }],
]);

const usage = `Usage: node electron/cli.ts COMMAND …, or npm run COMMAND -- …
  ring        rings the running app
  import      imports customers from a spreadsheet
  demo-data   makes a store with invented people
  line-test   shows what a telephone line tells
Each says more with --help.
`;

/**
 * Commands for terminals and IT staff. Answers the exit code: 0 done, 1 failed, 2 the running app or the line cannot
 * be reached, 64 typed wrongly. Results go to stdout, everything else to stderr.
 */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = argv;
  const command = commands.get(name ?? '');
  if (command === undefined) {
    terminal.complain(usage);
    return name === '--help' ? exitCodes.fine : exitCodes.badUsage;
  }
  if (name !== 'line-test' && rest.some((word) => word === '--help' || word === '-h')) {
    terminal.out(command.usage);
    return exitCodes.fine;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    const wrong = error instanceof BadUsage || isParseError(error);
    if (!wrong) throw error;
    terminal.complain(`${error.message}\n\n${command.usage}`);
    return exitCodes.badUsage;
  }
}

/** `util.parseArgs` throws these for options that nobody knows, or without their value. */
function isParseError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

// Run by itself; when tests or a bundle call `main`, this is not the script that was started.
if (/[\\/]cli\.[cm]?[jt]s$/u.test(process.argv[1] ?? '')) {
  process.exitCode = await main(process.argv.slice(2), {
    env: process.env,
    out: (line) => process.stdout.write(`${line}\n`),
    complain: (sentence) => process.stderr.write(`${sentence}\n`),
    onInterrupt: (end) => {
      process.once('SIGINT', end);
      process.once('SIGTERM', end);
    },
  });
}
