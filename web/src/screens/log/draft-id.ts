import { deskNow } from '../../clock/desk-clock';

/**
 * The complaint being typed in this tab; each call by telephone link has one of its own. Kept until it is saved, so that a reload or a crash
 * comes back to it, and a new tab takes up what a closed one left behind, but never what another tab still has open.
 */
const KEPT = 'amends-log';
const SEEN = 'amends-log-seen';
const CLOSED_AFTER_MS = 6_000;

export function currentDraftId(call: string): string {
  const own = sessionStorage.getItem(`${KEPT} ${call}`);
  if (own) return own;
  const left = localStorage.getItem(`${KEPT} ${call}`);
  const isOpen = deskNow() - Number(localStorage.getItem(SEEN) ?? 0) < CLOSED_AFTER_MS;
  if (left === null || isOpen) return nextDraftId(call);
  sessionStorage.setItem(`${KEPT} ${call}`, left);
  return left;
}

export function nextDraftId(call: string): string {
  const id = crypto.randomUUID();
  backToDraft(call, id);
  return id;
}

/** This one is the current one (again). */
export function backToDraft(call: string, id: string): void {
  sessionStorage.setItem(`${KEPT} ${call}`, id);
  localStorage.setItem(`${KEPT} ${call}`, id);
}

/** Says every few seconds that a form is open here. */
export function stillOpen(): void {
  localStorage.setItem(SEEN, String(deskNow()));
}

/** The channel of the last complaint: whoever sits at the counter stays there. */
export function lastChannel(): 'phone' | 'in_person' | 'chat' | 'email' {
  const kept = localStorage.getItem('amends-channel');
  return kept === 'in_person' || kept === 'chat' || kept === 'email' ? kept : 'phone';
}
export function rememberChannel(channel: string): void {
  localStorage.setItem('amends-channel', channel);
}
