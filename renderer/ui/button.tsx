import type { ReactNode } from 'react';
import { chords, type Chord, type Shortcut } from '../app/shortcuts.ts';
import { Icon, type IconName } from './icon.tsx';
import { KeyHint } from './key-hint.tsx';

type ButtonProps = {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly tone?: 'main' | 'plain' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly shortcut?: Shortcut;
  readonly disabled?: boolean;
  readonly pressed?: boolean;
};

/** A plain button of ours: native, so that the call room carries no library for it. */
export function Button({
  children,
  onPress,
  tone = 'plain',
  icon,
  shortcut,
  disabled,
  pressed,
}: ButtonProps) {
  return (
    <button
      type="button"
      className={`button button--${tone}`}
      onClick={onPress}
      disabled={disabled ?? false}
      aria-pressed={pressed}
      aria-keyshortcuts={shortcut === undefined ? undefined : heardChord(chords[shortcut])}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      <span className="button__words">{children}</span>
      {shortcut === undefined ? null : <KeyHint shortcut={shortcut} />}
    </button>
  );
}

/** As aria-keyshortcuts wants it. */
function heardChord(chord: Chord): string {
  const modifiers = `${chord.ctrl ? 'Control+' : ''}${chord.alt ? 'Alt+' : ''}`;
  return modifiers + chord.code.replace(/^Key/, '');
}
