import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

type System = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
};

/** Where this user's data is when no `--data` says otherwise: by each system's convention. */
export function defaultDataFolder(
  { platform, env, home }: System = { platform: process.platform, env: process.env, home: homedir() },
): string {
  // Local, not Roaming: a store must not be copied between machines while it is open.
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Ashena');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Ashena');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'ashena');
}

/** `--data DIR` as typed, or the default. */
export function dataFolderOf(typed: string | undefined): string {
  return typed === undefined ? defaultDataFolder() : resolve(typed);
}
