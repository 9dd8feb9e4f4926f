import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Language } from '#shared/contract/common.ts';
import { makeDateFormatter } from '#shared/domain/jalali.ts';
import { formatAmount } from '#shared/domain/money.ts';
import { formatPhone } from '#shared/domain/phone-format.ts';
import { standardWorkCalendar } from '#shared/domain/work-calendar.ts';
import { digits, makeText, ordinal, type Text } from './i18n/text.ts';
import { useApp, useServices } from './services.tsx';

/** How this window says things: texts, numbers, dates, telephone numbers and money in its language and calendar. */
export type Words = {
  readonly language: Language;
  readonly text: Text;
  readonly number: (value: number) => string;
  readonly ordinal: (value: number) => string;
  /** For showing; the caller isolates it with <Phone>. */
  readonly phone: (number: string) => string;
  readonly money: (amount: { value: number; unit: string }) => string;
  /** «۱ آذر ۱۴۰۵» */
  readonly day: (at: number) => string;
  readonly dateTime: (at: number) => string;
  readonly time: (at: number) => string;
  /** «دو هفته پیش», "tomorrow 10:00" */
  readonly relative: (at: number) => string;
  /** «۰۰:۴۲» */
  readonly duration: (ms: number) => string;
  readonly compare: (a: string, b: string) => number;
};

const WordsContext = createContext<Words | null>(null);

export function useWords(): Words {
  const words = use(WordsContext);
  if (words === null) throw new Error('A screen stands outside WordsProvider');
  return words;
}

const A_MINUTE = 60_000;

export function WordsProvider({ children }: { children: ReactNode }) {
  const language = useApp((state) => state.appearance.language);
  const calendar = useApp((state) => state.appearance.calendar);
  const now = useMinute();
  const text = useMemo(() => makeText(language), [language]);
  const dates = useMemo(
    () => makeDateFormatter({ language, calendar, zone: standardWorkCalendar.zone }),
    [language, calendar],
  );
  const words = useMemo<Words>(
    () => ({
      language,
      text,
      number: (value) => digits(value, language),
      ordinal: (value) => ordinal(value, language),
      phone: (number) => formatPhone(number, language),
      money: (amount) => formatAmount(amount, language),
      day: (at) => dates.format(at, 'day'),
      dateTime: (at) => dates.format(at, 'date-time'),
      time: (at) => dates.format(at, 'time'),
      relative: (at) => dates.relative(at, now),
      duration: (ms) => dates.duration(ms),
      compare: new Intl.Collator(language).compare,
    }),
    [language, text, dates, now],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

/** The time, told anew each minute: «دو دقیقه پیش» must not stand still. */
function useMinute(): number {
  const { now } = useServices();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const timer = setInterval(() => setAt(now()), A_MINUTE);
    return () => clearInterval(timer);
  }, [now]);
  return at;
}
