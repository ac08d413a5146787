/** The complaint being typed in this browser. Kept until it is saved, so that a reload or a crash comes back to it. */
const KEPT = 'amends-log';

export function currentDraftId(): string {
  const kept = localStorage.getItem(KEPT);
  if (kept) return kept;
  return nextDraftId();
}

export function nextDraftId(): string {
  const id = crypto.randomUUID();
  localStorage.setItem(KEPT, id);
  return id;
}

/** The channel of the last complaint: whoever sits at the counter stays there. */
export function lastChannel(): 'phone' | 'in_person' | 'chat' | 'email' {
  const kept = localStorage.getItem('amends-channel');
  return kept === 'in_person' || kept === 'chat' || kept === 'email' ? kept : 'phone';
}
export function rememberChannel(channel: string): void {
  localStorage.setItem('amends-channel', channel);
}
