import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useClock } from '../../clock/desk-clock';
import { useFormats } from '../../words/formats';
import { burnOf } from './burn.rules';

const TONES = { gone: 'late', nearly: 'late', fast: 'soon', fine: undefined } as const;

/** How much of a period is used and whether that is faster than the calendar; always said in words too. */
export function BudgetBurn({ period }: { period: View<'BudgetPeriodView'> }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const share = burnOf(period, 0).share;
  const pace = useClock((now) => burnOf(period, now).pace);
  const words = t('burn.used', { share: formats.percent(share) });
  return (
    <div style={{ minInlineSize: '9rem' }}>
      <div className="bar" data-tone={TONES[pace]} role="img" aria-label={words}>
        <span style={{ inlineSize: `${String(Math.min(100, Math.round(share * 100)))}%` }} />
      </div>
      <Text size="sm" mt={4}>
        {words} ·{' '}
        <Text span inherit fw={pace === 'fine' ? 400 : 650} c={TONES[pace] ? `var(--desk-${TONES[pace]})` : undefined}>
          {t(`burn.${pace}`)}
        </Text>
      </Text>
    </div>
  );
}
