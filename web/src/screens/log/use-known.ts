import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { type LogForm, spokenTo } from './log-form.rules';

/** What the desk knows while one types: who it may be, where it may have gone wrong, what would be promised. None of it holds up the saving. */
export function useKnown(form: LogForm) {
  const { i18n } = useTranslation();
  const spoken = spokenTo(form, i18n.language);
  const [typed] = useDebouncedValue({ q: form.who.trim(), text: form.text.trim(), order: form.order.trim() }, 250);
  const q = form.customer ? typed.q || (form.customer.name ?? '') : typed.q;
  const asked = (q.length >= 3 || typed.order.length >= 3) && !form.anonymous;
  const match = desk.useQuery(
    'get',
    '/api/v1/customers/match',
    {
      params: {
        query: {
          ...(q.length >= 3 ? { q } : {}),
          ...(typed.order.length >= 3 ? { order: typed.order } : {}),
          ...(typed.text ? { text: typed.text } : {}),
          ...(form.touchPoint && form.touchPoint !== 'unsure' ? { touchPoint: form.touchPoint } : {}),
        },
      },
    },
    { enabled: asked, placeholderData: keepPreviousData },
  );
  const guesses = desk.useQuery(
    'get',
    '/api/v1/touch-points/suggest',
    { params: { query: { ...(typed.text ? { text: typed.text } : {}), ...(form.customer ? { customer: form.customer.id } : {}) } } },
    { placeholderData: keepPreviousData },
  );
  const preview = desk.useQuery(
    'post',
    '/api/v1/complaints/preview',
    {
      body: {
        channel: form.channel,
        language: spoken,
        ...(form.severity ? { severity: form.severity } : {}),
        ...(form.touchPoint ? { touchPoint: form.touchPoint } : {}),
        ...(form.customer ? { customer: form.customer.id } : {}),
        ...(form.holds.length > 0 ? { holds: form.holds } : {}),
      },
    },
    { placeholderData: keepPreviousData, staleTime: 30_000 },
  );
  return { found: asked ? match.data : undefined, looking: match.isFetching, guesses: guesses.data, preview, spoken };
}
