import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchWords } from '#shared/domain/persian-text.ts';
import { castSize } from '../../../../electron/core/sample/cast.ts';
import { makeGistFold } from '../../../../electron/core/sample/fold-gists.ts';
import { makeCustomer } from '../../../../electron/core/sample/history.ts';

it('folds every invented gist as the index folds real ones', () => {
  fc.assert(
    fc.property(fc.integer({ min: castSize, max: 5_000 }), fc.constantFrom('fa', 'en'), (index, language) => {
      const fold = makeGistFold();
      const customer = makeCustomer(
        { customers: 6_000, seed: 3, language },
        index,
        Date.UTC(2026, 10, 21, 20, 30),
      );
      for (const { gist } of customer.interactions) {
        if (gist !== null) expect(fold(gist)).toBe(searchWords(gist).join(' '));
      }
    }),
    { numRuns: 60 },
  );
});
