import { api } from '../api/client';

/** Something to be done at the desk that an undo may still stop: plain data, so that it outlives the page. */
export type Step =
  | { readonly what: 'assign'; readonly ticket: string; readonly staff: string | null; readonly version: number }
  | { readonly what: 'arrived' | 'cancel'; readonly message: string }
  | { readonly what: 'release' | 'discard'; readonly mail: string };

/** Does it under this key: sent twice, it is done once. */
export function takeStep(step: Step, key: string): Promise<{ error?: unknown; response: Response }> {
  const headers = { 'Idempotency-Key': key };
  switch (step.what) {
    case 'assign': {
      const { ticket: id, staff, version } = step;
      return api.POST('/api/v1/tickets/{id}/assign', { headers, params: { path: { id } }, body: { staff, version } });
    }
    case 'arrived':
    case 'cancel':
      return api.POST(`/api/v1/messages/{id}/${step.what}`, { headers, params: { path: { id: step.message } }, body: {} });
    case 'release':
    case 'discard':
      return api.POST(`/api/v1/quarantine/{id}/${step.what}`, { headers, params: { path: { id: step.mail } } });
  }
}
