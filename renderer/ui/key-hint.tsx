import { chords, chordText, type Shortcut } from '../app/shortcuts.ts';

/** The key of a deed, beside the button that does the same. Screen readers hear it from aria-keyshortcuts. */
export function KeyHint({ shortcut }: { shortcut: Shortcut }) {
  return (
    <kbd className="key-hint" dir="ltr" aria-hidden="true">
      {chordText(chords[shortcut])}
    </kbd>
  );
}
