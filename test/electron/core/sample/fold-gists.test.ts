import fc from 'fast-check';
import { expect, it } from 'vitest';
import { searchWords } from '#shared/domain/persian-text.ts';
import { castSize } from '../../../../electron/core/sample/cast.ts';
import { makeGistFold } from '../../../../electron/core/sample/fold-gists.ts';
import { makeCustomer } from '../../../../electron/core/sample/history.ts';

it('folds every invented gist as the index folds real ones', () => {
  const fold = makeGistFold();
  const person = fc.record({
    index: fc.integer({ min: castSize, max: 5_000 }),
    language: fc.constantFrom('fa', 'en'),
  });
  const sameFold = fc.property(person, ({ index, language }) =>
    makeCustomer({ customers: 6_000, seed: 3, language }, index, Date.UTC(2026, 10, 21, 20, 30))
      .interactions.flatMap(({ gist }) => gist ?? [])
      .every((gist) => fold(gist) === searchWords(gist).join(' ')),
  );
  expect(fc.check(sameFold, { numRuns: 60 })).toMatchObject({ failed: false });
});
