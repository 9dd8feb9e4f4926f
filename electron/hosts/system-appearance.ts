import type { Appearance } from '#shared/contract/settings.ts';

/** What the first screen has chosen already, until somebody chooses. @param locale for example `fa-IR` */
export function systemAppearance(locale: string): Appearance {
  const persian = /^fa\b/i.test(locale);
  return {
    language: persian ? 'fa' : 'en',
    theme: 'system',
    calendar: persian ? 'jalali' : 'gregorian',
    form: 'wide',
  };
}
