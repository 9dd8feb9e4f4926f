/**
 * `npm test`: builds the app, runs every test (rules, store, lines, hosts, then journeys in a real browser), and
 * closes with one line, `N passed, N failed`.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

type Tally = { passed: number; failed: number };

const reports = join('out', 'test');
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

const tallies: Tally[] = [];
tallies.push(step('build', ['electron-vite', 'build']));
tallies.push(
  step(
    'vitest',
    ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${vitestReport}`],
    () => readVitest(vitestReport),
  ),
);
tallies.push(
  step('playwright', ['playwright', 'test'], () => readPlaywright(playwrightReport), {
    PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport,
  }),
);

const passed = tallies.reduce((sum, tally) => sum + tally.passed, 0);
const failed = tallies.reduce((sum, tally) => sum + tally.failed, 0);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/** Runs one tool. A tool that fails without a counted failure is itself one failure: nothing is lost in between. */
function step(
  name: string,
  [tool, ...rest]: string[],
  read: () => Tally = () => ({ passed: 0, failed: 0 }),
  env: NodeJS.ProcessEnv = {},
): Tally {
  process.stdout.write(`\n── ${name} ──\n`);
  const started = Date.now();
  const binary = join('node_modules', '.bin', process.platform === 'win32' ? `${tool}.cmd` : `${tool}`);
  const run = spawnSync(binary, rest, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    shell: process.platform === 'win32',
  });
  const tally = read();
  process.stdout.write(`── ${name}: ${Math.round((Date.now() - started) / 1000)} s ──\n`);
  return run.status === 0 || tally.failed > 0 ? tally : { ...tally, failed: 1 };
}

function readVitest(file: string): Tally {
  const report = readReport(file) as { numPassedTests: number; numFailedTests: number } | null;
  return report === null
    ? { passed: 0, failed: 1 }
    : { passed: report.numPassedTests, failed: report.numFailedTests };
}

function readPlaywright(file: string): Tally {
  const report = readReport(file) as {
    stats: { expected: number; unexpected: number; flaky: number };
  } | null;
  return report === null
    ? { passed: 0, failed: 1 }
    : { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky };
}

function readReport(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
