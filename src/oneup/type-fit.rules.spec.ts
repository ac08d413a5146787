import { RESTRICTIONS } from '../catalogue/gesture-type-facts.rules';
import { gestureType, oneUpFacts } from '../../test/support/one-up-facts';
import { actor, daysAgo, NOW } from '../../test/support/ticket-facts';
import type { OneUpFacts } from './gesture-facts.rules';
import { businessNeeds, typeProblem } from './type-fit.rules';

type Eligible = ReturnType<typeof gestureType>['eligible'];

function problem(eligible: Eligible, facts: Partial<OneUpFacts> = {}): string | null {
  return typeProblem(gestureType({ eligible }), oneUpFacts(facts), NOW);
}

test('a type without conditions is for everybody', () => {
  expect(problem({})).toBeNull();
  expect(problem({}, { category: null, language: null, businessCustomer: true, customerFlags: ['minor', 'allergy'] })).toBeNull();
});

test('only types in use, in their time and in the currency of the ticket are given', () => {
  const say = (over: Parameters<typeof gestureType>[0]) => typeProblem(gestureType(over), oneUpFacts(), NOW);
  for (const status of ['draft', 'paused', 'retired'] as const) expect(say({ status })).toBe('It is not in use at the moment.');
  expect(say({ validFrom: new Date(NOW.getTime() + 1) })).toBe('It is not on offer yet.');
  expect(say({ validFrom: NOW })).toBeNull();
  expect(say({ validTo: NOW })).toBe('It is no longer on offer.');
  expect(say({ validFrom: daysAgo(1), validTo: new Date(NOW.getTime() + 1) })).toBeNull();
  expect(say({ currency: 'EUR' })).toBe('It is priced in EUR, and this ticket counts in USD.');
});

test.each<[string, Eligible, Partial<OneUpFacts>, Partial<OneUpFacts>]>([
  ['severity', { severities: ['S2'] }, { severity: 'S2' }, { severity: 'S3' }],
  ['failure class', { failureClasses: ['time_lost'] }, { failureClass: 'time_lost' }, { failureClass: 'money_lost' }],
  ['touch point', { categories: ['billing'] }, { category: 'billing' }, { category: 'website' }],
  ['known touch point', { categories: ['billing'] }, { category: 'billing' }, { category: null }],
  ['channel', { channels: ['chat'] }, { channel: 'chat' }, { channel: 'phone' }],
  ['location', { locations: ['south'] }, { location: 'south' }, { location: 'main' }],
  ['language', { languages: ['de'] }, { language: 'de' }, { language: 'en' }],
  ['language of a country', { languages: ['de'] }, { language: 'de-CH' }, { language: 'den' }],
  ['language nobody named', { languages: ['en'] }, { language: null }, { language: 'fr' }],
  ['business', { b2b: true }, { businessCustomer: true }, { businessCustomer: false }],
  ['private', { b2b: false }, { businessCustomer: false }, { businessCustomer: true }],
  ['age', { ageOk: true }, { customerFlags: ['adult'] }, { customerFlags: [] }],
  ['age, of a minor', { ageOk: true }, { customerFlags: ['adult'] }, { customerFlags: ['adult', 'minor'] }],
])('a type can ask for the %s', (_, eligible, fits, fitsNot) => {
  expect(problem(eligible, fits)).toBeNull();
  expect(problem(eligible, fitsNot)).toMatch(/^It is .+\.$/);
});

test('a list that is empty fits nobody, and a condition that is lifted fits all', () => {
  expect(problem({ categories: [] })).not.toBeNull();
  expect(problem({ ageOk: false })).toBeNull();
  expect(problem({ restricted: [] })).toBeNull();
});

test.each(RESTRICTIONS)('edge 107: a gift with %s is given only where the customer is marked for it', (restriction) => {
  const eligible = { restricted: [restriction] };
  expect(problem(eligible)).toMatch(/\.$/);
  expect(problem(eligible, { customerFlags: [`${restriction}_ok`] })).toBeNull();
  const bar = { alcohol: 'no_alcohol', allergy: 'allergy', faith: 'faith' }[restriction];
  expect(problem(eligible, { customerFlags: [`${restriction}_ok`, bar] })).not.toBeNull();
});

test('edge 107: a minor never gets alcohol, and each mark of a gift is asked for by itself', () => {
  expect(problem({ restricted: ['alcohol'] }, { customerFlags: ['alcohol_ok', 'minor'] })).not.toBeNull();
  expect(problem({ restricted: ['alcohol', 'faith'] }, { customerFlags: ['alcohol_ok'] })).toContain('faith');
  expect(problem({ restricted: ['alcohol', 'faith'] }, { customerFlags: ['alcohol_ok', 'faith_ok'] })).toBeNull();
});

test('edge 107: the refusal never tells what is noted about the customer', () => {
  const wine = gestureType({ excludedFlags: ['no_alcohol'] });
  expect(typeProblem(wine, oneUpFacts({ customerFlags: ['no_alcohol'] }), NOW)).toBe('It is not suitable for this customer.');
  const [noted, unknown] = [['alcohol_ok', 'no_alcohol'], []].map((customerFlags) =>
    problem({ restricted: ['alcohol'] }, { customerFlags }),
  );
  expect(noted).toBe(unknown);
});

test('edge 108: a business buyer gets attention and donations from everybody, all else from a lead', () => {
  const buyer = (role: 'agent' | 'lead') => oneUpFacts({ businessCustomer: true, actor: actor(role) });
  expect(businessNeeds(gestureType({ class: 'service' }), buyer('agent'))).toBe('lead');
  expect(businessNeeds(gestureType({ class: 'service' }), buyer('lead'))).toBeNull();
  expect(businessNeeds(gestureType({ class: 'attention', kind: 'card' }), buyer('agent'))).toBeNull();
  expect(businessNeeds(gestureType({ class: 'goods', kind: 'donation' }), buyer('agent'))).toBeNull();
  expect(businessNeeds(gestureType({ class: 'service' }), oneUpFacts())).toBeNull();
});
