import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
  copyFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Who may import whom (design.md, section 3): a linter's rule that nobody has seen fail may not work at all. */
const forbidden: readonly [file: string, specifier: string][] = [
  ['shared/domain/a.ts', 'node:fs'],
  ['shared/domain/a.ts', 'electron'],
  ['shared/domain/a.ts', 'react'],
  ['shared/domain/a.ts', 'better-sqlite3'],
  ['shared/domain/a.ts', '../../electron/core/a.ts'],
  ['shared/contract/a.ts', '../../renderer/a.ts'],
  ['renderer/features/a.tsx', 'electron'],
  ['renderer/features/a.tsx', 'electron/renderer'],
  ['renderer/features/a.tsx', 'node:fs'],
  ['renderer/features/a.tsx', '../../electron/core/a.ts'],
  ['electron/core/calls/a.ts', 'electron'],
  ['electron/core/calls/a.ts', 'better-sqlite3'],
  ['electron/core/calls/a.ts', '../../hosts/loopback/a.ts'],
  ['electron/core/db/a.ts', 'electron'],
  ['electron/core/db/a.ts', '../../hosts/loopback/a.ts'],
  ['electron/hosts/loopback/a.ts', 'electron'],
  ['electron/hosts/loopback/a.ts', 'better-sqlite3'],
  ['electron/hosts/electron/a.ts', 'better-sqlite3'],
  ['electron/serve.ts', 'electron'],
  ['electron/serve.ts', '../renderer/a.ts'],
  ['electron/main.ts', 'better-sqlite3'],
];

const allowed: readonly [file: string, specifier: string][] = [
  ['shared/domain/a.ts', './b.ts'],
  ['shared/domain/a.ts', '#shared/contract/b.ts'],
  ['shared/domain/a.ts', 'zod'],
  ['shared/domain/a.ts', 'libphonenumber-js/min'],
  ['shared/domain/a.ts', 'jalaali-js'],
  ['renderer/features/a.tsx', '#shared/contract/b.ts'],
  ['renderer/features/a.tsx', 'react'],
  ['electron/core/db/a.ts', 'better-sqlite3'],
  ['electron/core/calls/a.ts', '../db/b.ts'],
  ['electron/hosts/electron/a.ts', 'electron'],
  ['electron/main.ts', 'electron'],
  ['electron/preload.ts', 'electron'],
];

describe('the import rules of the house', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'ashena-lint-'));
    copyFileSync('.oxlintrc.json', join(folder, '.oxlintrc.json'));
    copyFileSync('tsconfig.base.json', join(folder, 'tsconfig.json'));
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'), 'junction');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(forbidden)('%s may not import %s', (file, specifier) => {
    expect(restrictedImports(file, specifier)).not.toEqual([]);
  });

  it.each(allowed)('%s may import %s', (file, specifier) => {
    expect(restrictedImports(file, specifier)).toEqual([]);
  });

  it('no file switches a rule or the type checker off', () => {
    const listed = execFileSync('git', ['ls-files', '*.ts', '*.tsx'], { encoding: 'utf8' }).split('\n');
    // Written in pieces, so that this file is not guilty itself.
    const optOut = new RegExp(
      `${['eslint', 'oxlint'].map((tool) => `${tool}-disable`).join('|')}|@ts-(ignore|nocheck|expect-error)`,
    );
    const guilty = listed.filter((file) => file !== '' && optOut.test(readFileSync(file, 'utf8')));
    expect(guilty).toEqual([]);
  });

  it('no other folder stands at the top of the house', () => {
    const folders = readdirSync('.', { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => entry.name)
      .filter(
        (name) =>
          !['node_modules', 'out', 'dist', 'coverage', 'test-results', 'playwright-report'].includes(name),
      );
    expect(folders.sort()).toEqual(['build', 'electron', 'renderer', 'shared', 'test']);
  });

  function restrictedImports(file: string, specifier: string): string[] {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, `import * as it from '${specifier}';\nexport const seen = it;\n`);
    const run = spawnSync(
      process.execPath,
      [join('node_modules', 'oxlint', 'bin', 'oxlint'), '--format', 'json', file],
      { cwd: folder, encoding: 'utf8' },
    );
    rmSync(path);
    const report = JSON.parse(run.stdout) as { diagnostics: { code?: string }[] };
    return report.diagnostics.flatMap(({ code }) => (code?.includes('no-restricted-imports') ? [code] : []));
  }
});
