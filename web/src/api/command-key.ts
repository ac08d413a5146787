import { useCallback, useState } from 'react';

/**
 * One key from the moment a form opens until it was taken: sending it again after a lost answer does nothing twice.
 * `headers` goes into the call; `renew` after success, for the next one from the same form. Where the desk refuses because it took other words
 * under this key (their answer was lost), the client goes on under a new one by itself.
 */
export function useCommandKey(): { headers: { 'Idempotency-Key': string }; renew: () => void } {
  const [key, setKey] = useState(() => crypto.randomUUID());
  const renew = useCallback(() => setKey(crypto.randomUUID()), []);
  return { headers: { 'Idempotency-Key': key }, renew };
}
