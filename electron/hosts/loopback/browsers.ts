import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

type System = {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly exists: (file: string) => boolean;
};

const thisSystem: System = { platform: process.platform, env: process.env, exists: existsSync };

/** An installed Chromium, Chrome or Edge, or null. These can show a page as a window of its own (`--app`). */
export function findChromium(system: System = thisSystem): string | null {
  return candidates(system).find((file) => system.exists(file)) ?? null;
}

function candidates(system: System): string[] {
  if (system.platform === 'win32') return onWindows(system.env);
  if (system.platform === 'darwin') return onMac;
  return onPath(system.env);
}

function onWindows(env: System['env']): string[] {
  const programs = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']];
  const places = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];
  return places.flatMap((place) =>
    programs.filter((folder) => folder !== undefined).map((folder) => `${folder}\\${place}`),
  );
}

const onMac = ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
);

function onPath(env: System['env']): string[] {
  const names = ['google-chrome-stable', 'google-chrome', 'chromium', 'chromium-browser', 'microsoft-edge'];
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name)));
}
