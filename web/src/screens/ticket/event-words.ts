import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useFormats } from '../../words/formats';

/** What happened, in a sentence of the reader's language; the desk's own sentence is English and stands where there is no other. */
export function useEventWords(): (event: View<'TicketEventView'>) => string {
  const { t, i18n } = useTranslation(['ticket', 'shell']);
  const { percent } = useFormats();
  return (event) => {
    const passed = typeof event.data['percent'] === 'number' ? event.data['percent'] : 0;
    const point = event.kind !== 'clock_point' || passed < 100 ? '' : passed === 100 ? '_due' : '_late';
    const key = `events.${event.kind}${point}`;
    // why nothing was given is kept as a word of the table
    const reason =
      event.kind === 'one_up_waived' && event.reason !== null
        ? t(`options.waiveReason.${event.reason}`, { defaultValue: event.reason })
        : (event.reason ?? '');
    if (i18n.language === 'en' || !i18n.exists(key, { ns: 'ticket', lngs: [i18n.language] }))
      return event.text.replace(event.reason ?? reason, () => reason);
    const by = event.by?.name ?? t(`by.${event.byKind}`);
    const { name, number, clock, source } = event.data;
    const words = t(key, {
      by,
      name: typeof name === 'string' ? name : '',
      number: typeof number === 'number' ? number : '',
      source: typeof source === 'string' ? source : by,
      clock: typeof clock === 'string' ? t(`shell:clock.names.${clock}`) : '',
      percent: percent(passed / 100),
    });
    return reason === '' ? words : `${words} (${reason})`;
  };
}
