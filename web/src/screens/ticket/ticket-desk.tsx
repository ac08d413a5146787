import { createContext, useContext, useState } from 'react';
import type { View } from '../../api/client';
import type { Act, Seen } from './use-act';

export type Ticket = View<'TicketView'>;

export interface TicketDesk {
  readonly ticket: Ticket;
  readonly seen: Seen;
  readonly act: Act;
  /** Opens the small form of a step (`close`, `hold`, …). */
  readonly open: (form: string) => void;
  /** What this person is busy with, as the others read it. */
  readonly busyWith: (doing: View<'BePresent'>['doing']) => void;
}

export const TicketContext = createContext<TicketDesk | null>(null);

export function useTicketDesk(): TicketDesk {
  const desk = useContext(TicketContext);
  if (desk === null) throw new Error('Only inside the ticket page.');
  return desk;
}

/** What was on the screen when this part opened. */
export function useSeen(): Seen {
  const { seen } = useTicketDesk();
  const [first] = useState(seen);
  return first;
}
