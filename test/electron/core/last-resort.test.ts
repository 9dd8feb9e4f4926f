import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const module = new URL('../../../electron/core/last-resort.ts', import.meta.url);

/** Runs a process with a bug in it; answers how it ended and what it logged. */
function runWith(bug: string): { code: number | null; out: string } {
  const program = `
    import { catchLastBugs } from ${JSON.stringify(module.href)};
    catchLastBugs((level, code, facts) => console.log(level, code, JSON.stringify(facts)));
    ${bug}
    setTimeout(() => console.log('still here'), 50);`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
  });
  return { code: status, out: stdout };
}

describe('a bug that nobody caught', () => {
  it('in a promise is logged without its message, and the calls go on', () => {
    const { code, out } = runWith(`Promise.reject(new Error('09121234567 Ahmadi'));`);
    expect(code).toBe(0);
    expect(out).toContain('error unhandled_rejection {"error":"Error"');
    expect(out).toContain('still here');
    expect(out).not.toContain('Ahmadi');
  });

  it('thrown is logged without its message, and ends the process', () => {
    const { code, out } = runWith(`setTimeout(() => { throw new TypeError('09121234567 Ahmadi'); }, 1);`);
    expect(code).toBe(1);
    expect(out).toContain('error uncaught_exception {"error":"TypeError"');
    expect(out).not.toMatch(/Ahmadi|still here/);
  });
});
