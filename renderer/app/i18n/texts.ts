import { appLabels as enAppLabels } from './en/app-labels.ts';
import { appTexts as enApp } from './en/app.ts';
import { callLabels as enCallLabels } from './en/call-labels.ts';
import { callTexts as enCall } from './en/call.ts';
import { cardLabels as enCardLabels } from './en/card-labels.ts';
import { cardTexts as enCard } from './en/card.ts';
import { errorTexts as enErrors } from './en/errors.ts';
import { settingsTexts as enSettings } from './en/settings.ts';
import { appLabels as faAppLabels } from './fa/app-labels.ts';
import { appTexts as faApp } from './fa/app.ts';
import { callLabels as faCallLabels } from './fa/call-labels.ts';
import { callTexts as faCall } from './fa/call.ts';
import { cardLabels as faCardLabels } from './fa/card-labels.ts';
import { cardTexts as faCard } from './fa/card.ts';
import { errorTexts as faErrors } from './fa/errors.ts';
import { settingsTexts as faSettings } from './fa/settings.ts';

/** Every text of the screens in Persian, by flat key; `_one` and `_other` are the plural forms of one key. */
export const fa = {
  ...faApp,
  ...faAppLabels,
  ...faCall,
  ...faCallLabels,
  ...faCard,
  ...faCardLabels,
  ...faErrors,
  ...faSettings,
} as const;

type StoredKey = keyof typeof fa;

/** The same in English. The type keeps both complete: a key of one language alone does not compile. */
export const en: Readonly<Record<StoredKey, string>> = {
  ...enApp,
  ...enAppLabels,
  ...enCall,
  ...enCallLabels,
  ...enCard,
  ...enCardLabels,
  ...enErrors,
  ...enSettings,
};

type WithoutPlural<K extends string> = K extends `${infer Base}_one` | `${infer Base}_other` ? Base : K;

/** A key as components write it, without its plural ending. */
export type TextKey = WithoutPlural<StoredKey>;
export type KeyUnder<P extends string> = Extract<TextKey, `${P}${string}`>;
