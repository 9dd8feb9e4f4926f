import { describe, expect, it } from 'vitest';
import { greeting } from '#shared/contract/card.ts';
import { greetingFor, type GreetingFacts } from '#shared/domain/greeting.ts';

const sara: NonNullable<GreetingFacts['person']> = {
  kind: 'person',
  honorific: 'female',
  title: null,
  familyName: 'احمدی',
  deceased: false,
};
const facts: GreetingFacts = { direction: 'inbound', person: sara, company: 'سفر آسان', agent: 'نگار' };

describe('the greeting', () => {
  it.each<[string, Partial<NonNullable<GreetingFacts['person']>>, object]>([
    ['greet.female', {}, { family: 'احمدی' }],
    ['greet.male', { honorific: 'male' }, { family: 'احمدی' }],
    ['greet.femaleTitled', { title: 'مهندس' }, { title: 'مهندس', family: 'احمدی' }],
    ['greet.maleTitled', { title: ' دکتر ', honorific: 'male' }, { title: 'دکتر', family: 'احمدی' }],
    ['greet.female', { title: '  ' }, { family: 'احمدی' }],
    ['greet.unknownHonorific', { honorific: null }, { company: 'سفر آسان', agent: 'نگار' }],
    ['greet.unknownHonorific', { familyName: null }, { company: 'سفر آسان', agent: 'نگار' }],
    ['greet.unknownHonorific', { kind: 'organisation' }, { company: 'سفر آسان', agent: 'نگار' }],
    ['greet.doubtful', { deceased: true }, {}],
  ])('%s for %o', (key, more, params) => {
    expect(greetingFor({ ...facts, person: { ...sara, ...more } })).toEqual({ key, params });
  });

  it('asks who it is where nobody is known', () => {
    expect(greetingFor({ ...facts, person: null })).toEqual({ key: 'greet.doubtful', params: {} });
  });

  it('leaves no gap where the firm or the agent has no name yet', () => {
    const person = { ...sara, honorific: null };
    expect(greetingFor({ ...facts, person, company: ' ' }).key).toBe('greet.doubtful');
    expect(greetingFor({ ...facts, person, agent: '' }).key).toBe('greet.doubtful');
  });

  it('introduces ourselves when we call, and names nobody', () => {
    for (const person of [sara, null, { ...sara, deceased: true }]) {
      expect(greetingFor({ ...facts, direction: 'outbound', person })).toEqual({
        key: 'greet.outbound',
        params: { company: 'سفر آسان', agent: 'نگار' },
      });
    }
  });

  it('is always one that the contract knows', () => {
    for (const honorific of ['male', 'female', null] as const) {
      for (const title of [null, 'دکتر']) {
        expect(
          greeting.safeParse(greetingFor({ ...facts, person: { ...sara, honorific, title } })).success,
        ).toBe(true);
      }
    }
  });
});
