import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { NotHere } from '../../ui/states';
import { Approvals } from './approvals';
import { Fairness } from './fairness';
import { Figures } from './figures';
import { type Period, PERIODS, useSince } from './since';

/** What the desk knows about itself today. */
export function InsightsScreen() {
  const { t } = useTranslation('insights');
  const can = useCan();
  const [days, setDays] = useState<Period>(90);
  const from = useSince(days);
  if (!can('report.see')) return <NotHere />;
  return (
    <Page
      title={t('title')}
      actions={
        <SegmentedControl
          aria-label={t('period')}
          data={PERIODS.map((value) => ({ value: String(value), label: t(`days.${String(value)}`) }))}
          value={String(days)}
          onChange={(value) => setDays(PERIODS.find((one) => String(one) === value) ?? 90)}
        />
      }
    >
      <Stack gap="lg">
        {can('board.see') && <Figures />}
        <Approvals from={from} />
        <Fairness from={from} />
        <Text c="dimmed">{t('later')}</Text>
      </Stack>
    </Page>
  );
}
