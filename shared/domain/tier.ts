import type { Tier } from '../contract/card.ts';

/** A supervisor's choice wins over what was computed; "base" is shown as no mark at all (knowledge.md, "Value"). */
export function shownTier(manual: Tier | 'base' | null, computed: Tier | null): Tier | null {
  if (manual === null) return computed;
  return manual === 'base' ? null : manual;
}
