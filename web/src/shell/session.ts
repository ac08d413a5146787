import { store } from '../ui/store';

/** True while somebody has to sign in again; the page below stays as it is. */
export const ended = store(false);

export function sessionEnded(): void {
  ended.set(true);
}
export function signedInAgain(): void {
  ended.set(false);
}
