import { api, type View } from '../api/client';

/** Something to be done at the desk that an undo may still stop: plain data, so that it outlives the page. */
export type Step =
  | { readonly what: 'assign'; readonly ticket: string; readonly staff: string | null; readonly version: number }
  | { readonly what: 'arrived' | 'cancel'; readonly message: string }
  | { readonly what: 'release' | 'discard'; readonly mail: string }
  | { readonly what: 'refuse'; readonly customer: string; readonly channel: Refusable; readonly class: View<'RecordConsent'>['class'] }
  | AfterLogging;

type Refusable = View<'RecordConsent'>['channel'];

/** What was agreed with the customer beside the complaint, and can be said to the desk only once there is a ticket. */
export interface Agreed {
  readonly contactBy: 'sms' | 'email' | 'call' | null;
  readonly promise: { readonly at: string; readonly channel: 'phone' | 'in_person'; readonly note: string } | null;
}
type AfterLogging =
  | { readonly what: 'wish'; readonly ticket: string; readonly channel: NonNullable<Agreed['contactBy']> }
  | { readonly what: 'promise'; readonly ticket: string; readonly promise: NonNullable<Agreed['promise']> };

/** The steps of what was agreed, for the ticket that the complaint became. */
export function agreedSteps({ contactBy, promise }: Agreed, ticket: string): AfterLogging[] {
  return [
    ...(contactBy === null ? [] : [{ what: 'wish', ticket, channel: contactBy } as const]),
    ...(promise === null ? [] : [{ what: 'promise', ticket, promise } as const]),
  ];
}

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
    case 'refuse': {
      const { customer: id, channel } = step;
      const body = { channel, class: step.class, given: false, how: 'oral' } as const;
      return api.POST('/api/v1/customers/{id}/consent', { headers, params: { path: { id } }, body });
    }
    case 'wish': {
      const { ticket: ref, channel } = step;
      return api.PUT('/api/v1/tickets/{ref}/wish-channel', { headers, params: { path: { ref } }, body: { channel } });
    }
    case 'promise': {
      const { at: nextNewsAt, channel, note } = step.promise;
      const body = { channel, how: channel === 'phone' ? 'call' : 'met', note, nextNewsAt } as const;
      return api.POST('/api/v1/tickets/{id}/contacts', { headers, params: { path: { id: step.ticket } }, body });
    }
  }
}
