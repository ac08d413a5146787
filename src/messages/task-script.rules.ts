import type { MessageKind, MessageVars } from './message.rules';

/** What a person says or writes to the customer in place of a message that could not be sent. */

const WORDS: Readonly<Partial<Record<MessageKind, string>>> = {
  question: 'Ask the customer, and write the answer down.',
  fix_summary: 'Tell the customer what happened and what we did. Ask whether it is right now.',
  one_up_offer: 'Tell the customer what we would like to give, why, and until when. Nothing has to be done for it unless it says so.',
  one_up_done: 'Tell the customer that the gift is on its way or ready.',
  voucher: 'Tell the customer about the voucher. Print it or read the code out.',
  sorry_again: 'Say sorry again, and say who looks after it from now on and when they hear from us next.',
  staff_reply: 'Tell the customer what is written here.',
};
/** The planned facts that are words for the customer, in the order in which they are said. */
const SAID = ['question', 'text', 'summary', 'whatChanged', 'notUpheldReason', 'nextStep', 'gesture', 'reason', 'note', 'howTo'] as const;

export function scriptOf(kind: MessageKind, vars: MessageVars): string {
  const said = SAID.map((name) => vars[name]).filter((value) => typeof value === 'string' && value !== '');
  return [WORDS[kind] ?? 'Tell the customer the news.', ...said].join('\n\n');
}

/** What to do where no way to the customer is left. `kind` is what they did not get. */
export function noWayScript(what: string): string {
  return `The customer did not get the ${what}, and there is no way to them any more: no address works, or they asked for nothing by it. Look for another way: earlier orders, an invoice, a letter.`;
}

/** What to do where a text asks for something that nobody knows. `what` is what the customer did not get, `missing` what is not known. */
export function unwrittenScript(what: string, missing: string): string {
  return `The ${what} was not sent: its text asks for something we do not know (${missing}). Tell the customer yourself, by phone or in a reply, and have the text put right.`;
}
