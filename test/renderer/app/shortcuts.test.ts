import { describe, expect, it } from 'vitest';
import { chords, outcomeOf, shortcutGroups, shortcutOf } from '../../../renderer/app/shortcuts.ts';

const key = (
  code: string,
  part: Partial<Record<'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey', true>> = {},
) => ({
  code,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...part,
});

describe('Keys', () => {
  it('has no two deeds on one key', () => {
    const written = Object.values(chords).map((chord) => JSON.stringify(chord));
    expect(new Set(written).size).toBe(written.length);
  });

  it('lists every key in the list of shortcuts', () => {
    const listed = shortcutGroups.flatMap((group) => group.keys);
    expect([...listed].sort()).toEqual(Object.keys(chords).sort());
  });

  it('goes by the physical key, so that a Persian layout changes nothing', () => {
    // On a Persian keyboard the C key gives «ز»; its code stays KeyC.
    expect(shortcutOf(key('KeyC', { altKey: true }))).toBe('copy');
    expect(shortcutOf(key('KeyC'))).toBeNull();
  });

  it('leaves AltGr to the keyboard: it arrives as Ctrl and Alt together', () => {
    expect(shortcutOf(key('KeyC', { altKey: true, ctrlKey: true }))).toBeNull();
    expect(outcomeOf(key('Digit4', { altKey: true, ctrlKey: true }))).toBeNull();
  });

  it('saves with Ctrl+Enter, with the command key, and from the number pad', () => {
    expect(shortcutOf(key('Enter', { ctrlKey: true }))).toBe('save');
    expect(shortcutOf(key('Enter', { metaKey: true }))).toBe('save');
    expect(shortcutOf(key('NumpadEnter', { ctrlKey: true }))).toBe('save');
    expect(shortcutOf(key('Enter'))).toBeNull();
  });

  it('chooses outcomes 1 to 9 with Alt, and no zero', () => {
    expect(outcomeOf(key('Digit4', { altKey: true }))).toBe(4);
    expect(outcomeOf(key('Numpad9', { altKey: true }))).toBe(9);
    expect(outcomeOf(key('Digit0', { altKey: true }))).toBeNull();
    expect(outcomeOf(key('Digit4'))).toBeNull();
  });

  it('never takes the keys of browser menus and the address bar', () => {
    const withAlt = Object.values(chords).filter(({ alt }) => alt === true);
    const menus = ['KeyD', 'KeyE', 'KeyF', 'ArrowLeft', 'ArrowRight', 'Home'];
    expect(withAlt.filter(({ code }) => menus.includes(code))).toEqual([]);
  });
});
