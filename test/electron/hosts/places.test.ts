import { describe, expect, it } from 'vitest';
import { defaultDataFolder } from '../../../electron/hosts/data-folder.ts';
import { contentHeaders } from '../../../electron/hosts/content-policy.ts';
import { isOwnPage } from '../../../electron/hosts/electron/own-pages.ts';
import { findChromium } from '../../../electron/hosts/loopback/browsers.ts';
import { systemAppearance } from '../../../electron/hosts/system-appearance.ts';

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/u/.local/share/ashena'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/ashena'],
    ['darwin', {}, '/home/u/Library/Application Support/Ashena'],
    ['freebsd', {}, '/home/u/.local/share/ashena'],
  ] as const)('is where %s keeps such things', (platform, env, folder) => {
    expect(defaultDataFolder({ platform, env, home: '/home/u' })).toBe(folder);
  });

  it('is local and not roaming on Windows', () => {
    const env = { LOCALAPPDATA: 'C:\\Users\\u\\AppData\\Local', APPDATA: 'C:\\Users\\u\\AppData\\Roaming' };
    expect(defaultDataFolder({ platform: 'win32', env, home: 'C:\\Users\\u' })).toMatch(/Local.Ashena$/);
  });
});

describe('the browser to open', () => {
  it.each([
    ['linux', { PATH: '/usr/local/bin:/usr/bin' }, '/usr/bin/chromium'],
    ['darwin', {}, '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
    [
      'win32',
      { 'ProgramFiles(x86)': 'C:\\Program Files (x86)' },
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
  ] as const)('is found where %s has it', (platform, env, installed) => {
    expect(findChromium({ platform, env, exists: (file) => file === installed })).toBe(installed);
    expect(findChromium({ platform, env, exists: () => false })).toBeNull();
  });
});

describe('what the first screen has chosen', () => {
  it.each([
    ['fa-IR', 'fa', 'jalali'],
    ['fa', 'fa', 'jalali'],
    ['en-US', 'en', 'gregorian'],
    ['fat', 'en', 'gregorian'],
  ])('for %s', (locale, language, calendar) => {
    expect(systemAppearance(locale)).toMatchObject({ language, calendar });
  });
});

describe('our own pages', () => {
  it.each(['app://ashena/', 'app://ashena/assets/x.js', 'app://ashena/?a#b'])('%s is one', (url) => {
    expect(isOwnPage(url)).toBe(true);
  });
  it.each([
    'app://evil/',
    'app://ashena.evil/',
    'app://evil@ashena.evil/',
    'https://ashena/',
    'file:///app://ashena/',
    'null',
    '',
    'about:blank',
  ])('%j is none', (url) => {
    expect(isOwnPage(url)).toBe(false);
  });
});

describe('the policy of every page', () => {
  it('allows no inline, no eval, no other place, no frame', () => {
    for (const socket of [null, 'ws://127.0.0.1:1']) {
      const policy = contentHeaders(socket)['content-security-policy'] ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https:|\*|blob:/);
    }
  });
});
