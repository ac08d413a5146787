import type { View } from '../../api/client';
import type { Sendable } from '../../drafts/drafts';
import type { Seen } from './use-act';

export type Way = View<'ReplyBody'>['channel'];

/** A reply as it is typed, and how far its writer had read when they began. */
export interface ReplyDraft extends Sendable {
  readonly text: string;
  readonly way: Way | null;
  readonly subject: string;
  readonly nextNews: string;
  readonly seen: Seen | null;
}
export const NO_REPLY: ReplyDraft = { text: '', way: null, subject: '', nextNews: '', seen: null };

export interface Reach {
  readonly way: Way;
  readonly to: string | null;
}

/** The ways this customer can be written to, the most natural first: where they wrote from, then mail, then a text. */
export function waysTo({ channel, customer }: Pick<View<'TicketView'>, 'channel' | 'customer'>): Reach[] {
  const ways: Reach[] = [];
  if (channel === 'chat') ways.push({ way: 'chat', to: customer?.name ?? null });
  if (customer?.email) ways.push({ way: 'email', to: customer.email });
  if (customer?.phone) ways.push({ way: 'sms', to: customer.phone });
  return ways;
}

/** The name typed behind `::` right before the caret, or null where no text module is being asked for. */
export function askedModule(text: string, caret: number): string | null {
  const found = /(?:^|\s)::([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret));
  return found ? (found[1] ?? '') : null;
}

/** The text with what stands behind `::` before the caret replaced, and where the caret then stands. */
export function withModule(text: string, caret: number, words: string): { text: string; caret: number } {
  const name = askedModule(text, caret);
  if (name === null) return { text, caret };
  const before = text.slice(0, caret - name.length - 2) + words;
  return { text: before + text.slice(caret), caret: before.length };
}
