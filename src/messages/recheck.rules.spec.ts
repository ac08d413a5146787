import { type GestureFacts, type PlannedFacts, type TicketFacts, whyDrop } from './recheck.rules';
import { MESSAGE_KINDS, type MessageKind } from './message.rules';

const TICKET: TicketFacts = { state: 'open', cycle: 1, automaticBlocked: false, apologyBlocked: false, followUpBlocked: false };
const FITTING_STATE: Partial<Record<MessageKind, string>> = {
  question: 'waiting_customer',
  chase_1: 'waiting_customer',
  chase_2: 'waiting_customer',
  survey: 'following_up',
  survey_reminder: 'following_up',
  closing_note: 'closed',
  lapse_notice: 'closed',
  after_care_2: 'closed',
  after_care_14: 'closed',
  after_care_30: 'closed',
};
/** What customers get about a complaint; the answer to STOP is about none. */
const CUSTOMER_KINDS = MESSAGE_KINDS.filter((kind) => !['staff_notice', 'invitation', 'stop_confirmation'].includes(kind));

function planned(kind: MessageKind): PlannedFacts {
  const isGesture = ['one_up_offer', 'one_up_done', 'voucher', 'voucher_reminder'].includes(kind);
  return {
    kind,
    class: isGesture ? 'gesture' : kind === 'survey' || kind === 'survey_reminder' ? 'survey' : 'service',
    cycle: 1,
    automatic: kind !== 'staff_reply' && kind !== 'question',
  };
}

function fittingGesture(kind: MessageKind): GestureFacts {
  return { state: kind === 'one_up_offer' ? 'offered' : 'fulfilled', silent: false, voucher: 'issued' };
}

function why(kind: MessageKind, ticket: Partial<TicketFacts> = {}, gesture: GestureFacts | null = fittingGesture(kind)): string | null {
  return whyDrop(planned(kind), { ...TICKET, state: FITTING_STATE[kind] ?? 'open', ...ticket }, gesture)?.why ?? null;
}

describe('the last look before a message leaves', () => {
  test.each(CUSTOMER_KINDS)('a %s that is still right leaves', (kind) => {
    expect(why(kind)).toBeNull();
  });

  test('edge 34: a survey leaves only while its own cycle is being followed up', () => {
    expect(why('survey', { state: 'open', cycle: 2 })).toBe('outdated: the complaint was opened again');
    expect(why('survey', { state: 'following_up', cycle: 2 })).toBe('outdated: the complaint was opened again');
    expect(why('survey', { state: 'closed' })).toBe('outdated: the complaint is not being followed up any more');
  });

  test.each(['question', 'chase_1', 'chase_2'] as const)('a %s is not asked any more once the customer has answered', (kind) => {
    expect(why(kind, { state: 'open' })).toBe('outdated: the question no longer stands');
  });

  test.each(['fix_summary', 'sorry_again', 'one_up_offer', 'closing_note'] as const)('a %s of an earlier cycle stays here', (kind) => {
    expect(why(kind, { cycle: 2 })).toBe('outdated: the complaint was opened again');
  });

  test.each([
    ['still_working', 'waiting_customer'],
    ['late_note', 'fixed'],
    ['owner_named', 'fixed'],
    ['missed_call', 'closed'],
    ['after_care_14', 'open'],
  ] as const)('a %s has nothing to say in %s', (kind, state) => {
    expect(why(kind, { state })).toBe('outdated: the complaint has moved on');
  });

  test('an offer leaves only while it stands; one that needs no answer also when it is on its way', () => {
    for (const state of ['approved', 'declined', 'expired', 'revoked', 'accepted'])
      expect(why('one_up_offer', {}, { state, silent: false, voucher: null })).toMatch(/no longer on offer/);
    for (const state of ['offered', 'accepted', 'fulfilled'])
      expect(why('one_up_offer', {}, { state, silent: true, voucher: null })).toBeNull();
    expect(why('one_up_offer', {}, null)).toBe('outdated: there is no such gesture');
  });

  test('edge 35: a gesture that was fulfilled after the ticket was opened again is still told', () => {
    expect(why('one_up_done', { cycle: 2 })).toBeNull();
    expect(why('one_up_done', {}, { state: 'fulfil_failed', silent: false, voucher: null })).toBe('outdated: the gesture is not fulfilled');
  });

  test.each(['voucher', 'voucher_reminder'] as const)(
    'a %s leaves only while the voucher can be used, whatever became of the ticket since',
    (kind) => {
      expect(why(kind, { state: 'closed', cycle: 2 })).toBeNull();
      for (const voucher of ['redeemed', 'expired', 'void', null])
        expect(why(kind, {}, { state: 'fulfilled', silent: false, voucher })).toBe('outdated: the voucher is of no use any more');
    },
  );

  test.each(CUSTOMER_KINDS)('nothing is said about a void complaint (%s)', (kind) => {
    expect(why(kind, { state: 'void' })).toBe('outdated: the complaint is void');
  });

  test('after a merge only vouchers and what a person wrote still leave', () => {
    expect(CUSTOMER_KINDS.filter((kind) => why(kind, { state: 'merged' }) === null)).toEqual([
      'voucher',
      'voucher_reminder',
      'staff_reply',
    ]);
  });

  test('under a safety hold only the receipt and people speak', () => {
    expect(CUSTOMER_KINDS.filter((kind) => why(kind, { automaticBlocked: true }) === null)).toEqual(['receipt', 'question', 'staff_reply']);
  });

  test('under a legal hold nothing apologises by itself and no gesture goes on', () => {
    expect(CUSTOMER_KINDS.filter((kind) => why(kind, { apologyBlocked: true }) === 'hold: legal')).toEqual([
      'late_note',
      'one_up_offer',
      'one_up_done',
      'voucher',
      'voucher_reminder',
      'sorry_again',
    ]);
  });

  test('edge 84: a vulnerable customer gets no automatic follow-up', () => {
    expect(CUSTOMER_KINDS.filter((kind) => why(kind, { followUpBlocked: true }) === 'hold: vulnerable')).toEqual([
      'chase_1',
      'chase_2',
      'survey',
      'survey_reminder',
      'after_care_2',
      'after_care_14',
      'after_care_30',
    ]);
  });

  test('a hold is told to somebody, what is merely outdated is not', () => {
    expect(whyDrop(planned('survey'), { ...TICKET, state: 'following_up', followUpBlocked: true }, null)?.tell).toBe(true);
    expect(whyDrop(planned('survey'), { ...TICKET, cycle: 2 }, null)?.tell).toBe(false);
  });

  test('mails to staff ask nothing of a ticket', () => {
    expect(whyDrop({ kind: 'staff_notice', class: 'staff', cycle: null, automatic: true }, null, null)).toBeNull();
    expect(whyDrop(planned('receipt'), null, null)?.why).toBe('outdated: the complaint is gone');
  });
});
