import { useEffect } from 'react';
import { onLate } from '../clock/became-late';
import { deskNow } from '../clock/desk-clock';
import { ring } from '../ui/ring';
import { usePreferences } from './preferences';

/** Several that become late together ring once. */
const ONCE_IN_MS = 10_000;

/** A tone when something on the page becomes late, for those who switched sounds on. */
export function useLateSound(): void {
  const { sound } = usePreferences();
  useEffect(() => {
    if (!sound) return;
    let rangAt = 0;
    return onLate(() => {
      if (deskNow() - rangAt < ONCE_IN_MS) return;
      rangAt = deskNow();
      ring();
    });
  }, [sound]);
}
