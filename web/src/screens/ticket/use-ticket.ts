import { useQuery } from '@tanstack/react-query';
import { api, desk, type View } from '../../api/client';
import { liveOf } from '../../api/queries';
import { useCan } from '../../shell/me';
import type { Ticket } from './ticket-desk';

const PAGES = 10;

/** The ticket, kept up to date by the live stream. */
export function useTicket(first: Ticket): { ticket: Ticket; error: unknown } {
  const { data, error } = desk.useQuery(
    'get',
    '/api/v1/tickets/{id}',
    { params: { path: { id: first.id } } },
    { meta: liveOf(first.id), initialData: first },
  );
  return { ticket: data ?? first, error };
}

async function allEvents(id: string): Promise<View<'TicketEventView'>[]> {
  const items: View<'TicketEventView'>[] = [];
  let after = 0;
  for (let page = 0; page < PAGES; page += 1) {
    const { data, error } = await api.GET('/api/v1/tickets/{id}/events', { params: { path: { id }, query: { after } } });
    if (!data) throw Object.assign(new Error(error.detail), error);
    items.push(...data.items);
    if (data.nextAfter === null) break;
    after = data.nextAfter;
  }
  return items;
}

async function allContacts(id: string): Promise<View<'ContactView'>[]> {
  const items: View<'ContactView'>[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const query: { cursor?: string } = cursor === null ? {} : { cursor };
    const answer: { data?: View<'ContactsView'>; error?: View<'Problem'> } = await api.GET('/api/v1/tickets/{id}/contacts', {
      params: { path: { id }, query },
    });
    if (!answer.data) throw Object.assign(new Error(answer.error?.detail), answer.error);
    items.push(...answer.data.items);
    cursor = answer.data.nextCursor;
    if (cursor === null) break;
  }
  return items;
}

/** Everything that happened, was said and was sent. Three readings, so that one that fails leaves the others. */
export function useHistory(id: string) {
  const can = useCan();
  const meta = liveOf(id);
  const events = useQuery({ queryKey: ['ticket-events', id], queryFn: () => allEvents(id), meta });
  const contacts = useQuery({ queryKey: ['ticket-contacts', id], queryFn: () => allContacts(id), meta });
  const messages = desk.useQuery(
    'get',
    '/api/v1/messages',
    { params: { query: { ticket: id, limit: 100 } } },
    { meta, enabled: can('message.see') },
  );
  return { events, contacts, messages };
}
