import type { Language } from '#shared/contract/common.ts';

/** How a caller can be known: the kinds of `card.match`, and the two calls that are not a customer's ring. */
export type SampleCallerKind = 'one' | 'several' | 'maybe' | 'none' | 'withheld' | 'colleague' | 'outbound';

export type SampleCaller = {
  /** As a line would send it; null when withheld; the extension of a colleague. */
  readonly number: string | null;
  /** The name that the line sends, if any. */
  readonly callerName: string | null;
  readonly direction: 'inbound' | 'outbound' | 'internal';
};

/** Numbers of the people who are in every sample store, whatever its seed and size. E.164. */
export const castNumbers = {
  valued: '+989990000101',
  couplesHome: '+982120000102',
  husband: '+989990000102',
  wife: '+989990000122',
  removed: '+989990000103',
  formerHolder: '+989990000123',
  office: '+982120000104',
  /** Nobody's, but its last eight digits are those of `office`. */
  officeElsewhere: '+983120000104',
  stranger: '+989990000105',
  promised: '+989990000107',
  littleKnown: '+989990000108',
  complaining: '+989990000109',
  deceased: '+989990000110',
  contact: '+989990000111',
  organisationLine: '+982120000112',
  longNamed: '+989990000113',
  leaving: '+989990000114',
  unreached: '+989990000115',
} as const;

/** A caller of each kind to try, the same in every sample store. */
export function sampleCallers(language: Language): Readonly<Record<SampleCallerKind, SampleCaller>> {
  const colleague = language === 'fa' ? 'نگار افشار' : 'Negar Afshar';
  return {
    one: { number: national(castNumbers.valued), callerName: null, direction: 'inbound' },
    several: { number: national(castNumbers.couplesHome), callerName: null, direction: 'inbound' },
    maybe: { number: national(castNumbers.removed), callerName: null, direction: 'inbound' },
    none: { number: national(castNumbers.stranger), callerName: null, direction: 'inbound' },
    withheld: { number: null, callerName: null, direction: 'inbound' },
    colleague: { number: '102', callerName: colleague, direction: 'internal' },
    outbound: { number: national(castNumbers.promised), callerName: null, direction: 'outbound' },
  };
}

function national(e164: string): string {
  return `0${e164.slice(3)}`;
}
