import { readPhone, type LineProfile } from '#shared/domain/phone-number.ts';
import type { SettingsCache } from './settings-cache.ts';
import { ignoredNumbers, ownNumbers } from './settings.handlers.ts';

/** Whether a number gets no popup; `e164` where it could be read as one. */
export type IsHidden = (number: string | null, e164: string | null) => boolean;

/**
 * Our own numbers and those the branch ignores, however they were typed. They are read when the settings change and
 * not at a ring: there may be thousands of them.
 */
export function makeHiddenNumbers(settings: SettingsCache, typedNumbers: () => LineProfile): IsHidden {
  let hidden: ReadonlySet<string> = new Set();
  let revision = -1;

  return (number, e164) => {
    if (revision !== settings.revision()) {
      revision = settings.revision();
      hidden = readAll([...ignoredNumbers(settings), ...ownNumbers(settings)], typedNumbers());
    }
    return (number !== null && hidden.has(number)) || (e164 !== null && hidden.has(e164));
  };
}

function readAll(typed: readonly string[], profile: LineProfile): Set<string> {
  const numbers = typed.flatMap((text) => {
    const reading = readPhone(text, profile);
    switch (reading.kind) {
      case 'number':
        return [reading.e164];
      case 'several':
        return reading.numbers;
      // An extension, or something only this line sends: compared as it stands.
      case 'none':
        return [text.trim()];
    }
  });
  return new Set(numbers.filter((one) => one !== ''));
}
