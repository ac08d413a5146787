import type { View } from '../../api/client';

export type Message = View<'MessageView'>;
export type Channel = View<'ChannelView'>;

export const TABS = ['needs', 'going', 'sent', 'stopped'] as const;
export type Tab = (typeof TABS)[number];

export function tabOf(wanted: string | undefined): Tab {
  return TABS.find((tab) => tab === wanted) ?? 'needs';
}

/** What a person can do with a message. */
export type Act = 'arrived' | 'again' | 'leave' | 'hold' | 'release' | 'edit' | 'cancel';

/** In the order of the buttons. What a person brings by hand is settled with its task. */
export function actsOf(message: Message): readonly Act[] {
  const edit: readonly Act[] = message.editable ? ['edit'] : [];
  switch (message.state) {
    case 'uncertain':
      return ['arrived', 'again', 'leave'];
    case 'dead':
      return message.channel === 'call' || message.channel === 'post' ? [] : ['again'];
    case 'pending':
      return ['hold', ...edit, 'cancel'];
    case 'held':
      return message.heldFor === 'staff' ? ['release', ...edit, 'cancel'] : [...edit, 'cancel'];
    default:
      return [];
  }
}

/** The word for how it stands, and how much it needs somebody. */
export function standingOf({ state, heldFor, deliveredAt, blockedBy }: Message): { word: string; tone?: 'late' | 'soon' | 'fine' } {
  if (state === 'uncertain') return { word: 'uncertain', tone: 'soon' };
  if (state === 'dead') return { word: 'dead', tone: 'late' };
  if (state === 'held') return { word: `held_${heldFor ?? 'provider'}`, tone: heldFor === 'staff' ? undefined : 'soon' };
  if (state === 'sent' && deliveredAt !== null) return { word: 'delivered', tone: 'fine' };
  if (state === 'pending' && blockedBy !== null) return { word: 'blocked' };
  return { word: state };
}

const STUCK_MS = 15 * 60_000;

/** Since when nothing leaves by this channel though something waits; null where all is well or somebody stopped it. `now` in milliseconds. */
export function downSince(channel: Channel, now: number): string | null {
  if (channel.paused !== null || isByHand(channel)) return null;
  const since = channel.oldestWaitingSince;
  return since !== null && now - Date.parse(since) > STUCK_MS ? since : null;
}

/** Calls and letters: people bring them. */
export function isByHand({ channel }: Channel): boolean {
  return channel === 'call' || channel === 'post';
}
