import type { TextKey } from './i18n/texts.ts';

/**
 * Every key of the app, by physical key (event.code): a Persian layout moves letters, not keys. Alt with a letter is
 * free in browsers and in Electron except D, E and F, which are left alone.
 */
export type Chord = { readonly code: string; readonly alt?: true; readonly ctrl?: true };

export type Shortcut =
  | 'shortcuts'
  | 'find'
  | 'close'
  | 'form'
  | 'language'
  | 'theme'
  | 'copy'
  | 'curtain'
  | 'sum'
  | 'whole'
  | 'who'
  | 'confirm'
  | 'attach'
  | 'newCustomer'
  | 'ignore'
  | 'someoneElse'
  | 'male'
  | 'female'
  | 'switchCall'
  | 'note'
  | 'save'
  | 'undo';

export const chords: Readonly<Record<Shortcut, Chord>> = {
  shortcuts: { code: 'F1' },
  find: { code: 'F2' },
  close: { code: 'Escape' },
  form: { code: 'KeyJ', alt: true },
  language: { code: 'KeyL', alt: true },
  theme: { code: 'KeyT', alt: true },
  copy: { code: 'KeyC', alt: true },
  curtain: { code: 'KeyX', alt: true },
  sum: { code: 'KeyM', alt: true },
  whole: { code: 'KeyR', alt: true },
  who: { code: 'KeyW', alt: true },
  confirm: { code: 'KeyG', alt: true },
  attach: { code: 'KeyA', alt: true },
  newCustomer: { code: 'KeyN', alt: true },
  ignore: { code: 'KeyI', alt: true },
  someoneElse: { code: 'KeyP', alt: true },
  male: { code: 'KeyH', alt: true },
  female: { code: 'KeyO', alt: true },
  switchCall: { code: 'KeyS', alt: true },
  note: { code: 'KeyQ', alt: true },
  save: { code: 'Enter', ctrl: true },
  undo: { code: 'KeyZ', alt: true },
};

export const shortcutGroups: readonly { readonly title: TextKey; readonly keys: readonly Shortcut[] }[] = [
  {
    title: 'shortcuts.group.anywhere',
    keys: ['shortcuts', 'find', 'close', 'switchCall', 'curtain', 'sum', 'form', 'language', 'theme', 'undo'],
  },
  {
    title: 'shortcuts.group.caller',
    keys: [
      'copy',
      'who',
      'confirm',
      'someoneElse',
      'attach',
      'newCustomer',
      'ignore',
      'male',
      'female',
      'whole',
    ],
  },
  { title: 'shortcuts.group.note', keys: ['note', 'save'] },
];

type Pressed = {
  readonly code: string;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
};

export function shortcutOf(event: Pressed): Shortcut | null {
  for (const [name, chord] of Object.entries(chords)) {
    if (isChord(event, chord)) return name as Shortcut;
  }
  return null;
}

/** 1 … 9 of Alt+1 … Alt+9, on the row or on the number pad. */
export function outcomeOf(event: Pressed): number | null {
  return event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey ? digitOf(event.code) : null;
}

export function digitOf(code: string): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined ? null : Number(digit);
}

/** How a chord is written on the screen; always read left to right. */
export function chordText(chord: Chord): string {
  const names = [chord.ctrl ? 'Ctrl' : null, chord.alt ? 'Alt' : null, keyName(chord.code)];
  return names.filter((name) => name !== null).join('+');
}

function keyName(code: string): string {
  if (code === 'Escape') return 'Esc';
  return code.replace(/^Key/, '');
}

function isChord(event: Pressed, chord: Chord): boolean {
  const ctrl = event.ctrlKey || event.metaKey;
  const code = event.code === 'NumpadEnter' ? 'Enter' : event.code;
  return (
    code === chord.code &&
    event.altKey === (chord.alt ?? false) &&
    ctrl === (chord.ctrl ?? false) &&
    !event.shiftKey
  );
}
