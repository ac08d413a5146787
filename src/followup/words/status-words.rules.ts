/** What the customer's page says in one language. `{name}` is filled in; plain and short, as one says it at the counter. */
export interface StatusWords {
  /** The language in its own words, for the links that switch. */
  name: string;
  heading: string;
  languages: string;
  states: {
    new: string;
    open: string;
    openNobody: string;
    waiting: string;
    fixed: string;
    followingUp: string;
    closed: string;
    closedUntil: string;
    gone: string;
  };
  nextNews: string;
  stepsTitle: string;
  /** Told, being fixed, fixed, how did we do, closed. */
  steps: readonly [string, string, string, string, string];
  whoTitle: string;
  who: string;
  whoNobody: string;
  newsTitle: string;
  newsBy: string;
  questionTitle: string;
  sendAnswer: string;
  fixTitle: string;
  giftTitle: string;
  giftDeclined: string;
  giftYours: string;
  giftUntil: string;
  accept: string;
  decline: string;
  voucherUsed: string;
  voucherExpired: string;
  voucherGone: string;
  voucherUse: string;
  surveyTitle: string;
  surveyMark: string;
  surveyFixed: string;
  yes: string;
  no: string;
  surveyEase: string;
  surveyMore: string;
  surveySend: string;
  surveyChange: string;
  notRightTitle: string;
  notRightAsk: string;
  notRightSend: string;
  aboveTitle: string;
  aboveAsk: string;
  aboveSend: string;
  aboveAsked: string;
  wishesTitle: string;
  wishes: string;
  wishesSend: string;
  contactTitle: string;
  contactAbout: string;
  contactAsk: string;
  contactSent: string;
  contactCode: string;
  contactNew: string;
  contactReplace: string;
  contactSend: string;
  contactAgain: string;
  contactLast: string;
  contactConfirm: string;
  notMeTitle: string;
  notMe: string;
  notMeSend: string;
  notMeDone: string;
  termsTitle: string;
  said: Readonly<Record<SaidAfter, string>>;
  problemTitle: string;
  /** By the guard that refused. */
  problems: Readonly<Record<string, string>>;
  problem: string;
  back: string;
  deadTitle: string;
  dead: string;
  deadAsk: string;
  deadSend: string;
  sentTitle: string;
  sent: string;
}

/** What a form of the page does. */
export const SAID_AFTER = [
  'answer',
  'survey',
  'accept',
  'decline',
  'reopen',
  'escalate',
  'preferences',
  'contact-code',
  'contact',
  'contact-confirm',
] as const;
export type SaidAfter = (typeof SAID_AFTER)[number];
