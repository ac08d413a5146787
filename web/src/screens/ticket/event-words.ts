import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';

/** What happened, in a sentence of the reader's language; the desk's own sentence is English and stands where there is no other. */
export function useEventWords(): (event: View<'TicketEventView'>) => string {
  const { t, i18n } = useTranslation('ticket');
  return (event) => {
    const key = `events.${event.kind}`;
    if (i18n.language === 'en' || !i18n.exists(key, { ns: 'ticket', lngs: [i18n.language] })) return event.text;
    const by = event.by?.name ?? t(`by.${event.byKind}`);
    const words = t(key, { by });
    return event.reason === null || event.reason === '' ? words : `${words} (${event.reason})`;
  };
}
