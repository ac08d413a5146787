import type { TemplateKey } from './template.rules';

/** The texts that the desk begins with. Plain, warm and short; managers publish their own versions. */

export interface StarterTemplate {
  readonly key: TemplateKey;
  readonly channel: 'email';
  readonly language: 'en';
  readonly subject: string;
  readonly body: string;
}

const SIGNED = 'Kind regards\n{{signature}}';
const FOLLOW = 'See where things stand at any time, no password needed:\n{{link}}';
const ANSWER = 'Just answer this mail, or use this page:\n{{link}}';

function mail(key: TemplateKey, subject: string, ...paragraphs: string[]): StarterTemplate {
  return { key, channel: 'email', language: 'en', subject, body: paragraphs.join('\n\n') };
}

export const STARTER_TEMPLATES: readonly StarterTemplate[] = [
  mail(
    'receipt',
    'We have your message ({{number}})',
    '{{greeting}}',
    'Thank you for telling us. We have your message, and a person here is looking into it.',
    'This is what we understood:\n{{text}}',
    'You will hear from us by {{promise}}.',
    'Your number is {{number}}. If you want to add something, just answer this mail.',
    FOLLOW,
    SIGNED,
  ),
  mail(
    'question',
    'One question about {{number}}',
    '{{greeting}}',
    'We are working on it, and we need one thing from you to go on:',
    '{{question}}',
    ANSWER,
    SIGNED,
  ),
  mail(
    'chase_1',
    'We still need your answer ({{number}})',
    '{{greeting}}',
    'We would like to put this right for you, and one answer is still missing:',
    '{{question}}',
    ANSWER,
    SIGNED,
  ),
  mail(
    'chase_2',
    'Can you still help us with {{number}}?',
    '{{greeting}}',
    'We have not heard from you, so we ask once more. This is the last time we ask:',
    '{{question}}',
    'If you would rather talk, answer with a phone number and a good time. We will call you.',
    ANSWER,
    SIGNED,
  ),
  mail(
    'lapse_notice',
    'We have closed {{number}} for now',
    '{{greeting}}',
    'We did not get the answer that we need, so we have closed {{number}} for now. Nothing is lost.',
    'Answer this mail and we go on where we stopped.',
    'You can open it again with one click until {{reopenUntil}}.',
    FOLLOW,
    SIGNED,
  ),
  mail(
    'fix_summary',
    'What we did for you ({{number}})',
    '{{greeting}}',
    'Here is what happened and what we did:',
    '{{summary}}',
    'What is different this time:\n{{whatChanged}}',
    'Why we see it another way:\n{{notUpheldReason}}',
    'Where you can turn to next:\n{{nextStep}}',
    'You get {{redress}} back.',
    'The money is paid on {{redressOn}}.',
    'Is it not right yet? Tell us. Answer this mail, or use this page:\n{{link}}',
    SIGNED,
  ),
  mail(
    'one_up_offer',
    'Something from us to you ({{number}})',
    '{{greeting}}',
    'You had trouble because of us. We would like to do a little more than put it right.',
    '{{reason}}',
    'This is for you:\n{{gesture}}',
    '{{note}}',
    'Say yes or no on this page. There are no strings attached:\n{{link}}',
    'It is yours until {{until}}.',
    SIGNED,
  ),
  mail(
    'one_up_offer_silent',
    'Something from us to you ({{number}})',
    '{{greeting}}',
    'You had trouble because of us. We would like to do a little more than put it right.',
    '{{reason}}',
    'This is for you:\n{{gesture}}',
    '{{note}}',
    'There is nothing that you need to do.',
    SIGNED,
  ),
  mail(
    'one_up_done',
    'It is done ({{number}})',
    '{{greeting}}',
    'What we promised you is done:\n{{gesture}}',
    'How to use it:\n{{howTo}}',
    'Something is not as it should be? Answer this mail and we take care of it.',
    SIGNED,
  ),
  mail(
    'survey',
    'Did we put it right? ({{number}})',
    '{{greeting}}',
    'Did we put it right? Two short questions, less than a minute:\n{{link}}',
    'If something is still wrong, say so there or answer this mail. We will take it up again at once.',
    SIGNED,
  ),
  mail(
    'sorry_again',
    'We are sorry. We are back on {{number}}',
    '{{greeting}}',
    'You told us that it is not right yet. We are sorry. You had to write twice, and that is our fault.',
    '{{owner}} now looks after it in person.',
    'We will call you or write to you by {{promise}}.',
    FOLLOW,
    SIGNED,
  ),
  mail(
    'closing_note',
    'We have closed {{number}}',
    '{{greeting}}',
    'We have closed {{number}}. Thank you for your patience, and for telling us.',
    '{{text}}',
    'Did something come back? You can open it again until {{reopenUntil}}. Answer this mail, or use this page:\n{{link}}',
    SIGNED,
  ),
  mail('staff_reply', '{{subject}} ({{number}})', '{{greeting}}', '{{text}}', 'You will have news from us by {{nextNews}}.', SIGNED),
  mail('staff_notice', 'Amends: {{text}}', '{{text}}', '{{link}}'),
  mail(
    'invitation',
    'Your account at the recovery desk',
    '{{greeting}}',
    'You have an account at the recovery desk now. Choose your password here:\n{{link}}',
    'The link works once, until {{until}}.',
    'Were you not expecting this? Then leave it alone. Without a password nobody can use the account.',
  ),
];
