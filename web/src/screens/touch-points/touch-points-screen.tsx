import { Alert, Anchor, SegmentedControl, Text } from '@mantine/core';
import { IconInfoCircle } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { type Column, Grid } from '../../ui/grid';
import { Page } from '../../ui/page';
import { Empty, Loaded } from '../../ui/states';
import { JourneyMap } from './journey-map';
import type { TouchPoint } from './journey.rules';

/** Where customers meet us, as they walk it. What each place is worth is not measured yet, and no number is shown in its stead. */
export function TouchPointsScreen() {
  const { t } = useTranslation('touch-points');
  const can = useCan();
  const [isList, setIsList] = useState(false);
  const points = desk.useQuery('get', '/api/v1/touch-points', {}, { meta: LIVE });
  useKey({ id: 'touch-points.list', keys: 'v', label: 'touch-points:keys.list', group: 'touch-points:title' }, () => setIsList(!isList));
  return (
    <Page
      title={t('title')}
      actions={
        <SegmentedControl
          aria-label={t('show')}
          data={[
            { value: 'map', label: t('map') },
            { value: 'list', label: t('list') },
          ]}
          value={isList ? 'list' : 'map'}
          onChange={(value) => setIsList(value === 'list')}
        />
      }
    >
      <Alert icon={<IconInfoCircle />} color="teal" variant="outline">
        {t('later')}
      </Alert>
      <Loaded of={points}>
        {({ items }) => {
          const shown = items.filter(({ hidden }) => !hidden);
          if (shown.length === 0)
            return (
              <Empty title={t('none')}>
                <Text>{t('noneMore')}</Text>
                {can('settings.edit') && (
                  <Anchor renderRoot={(props) => <Link to="/admin/$part" params={{ part: 'touch-points' }} {...props} />}>
                    {t('toAdmin')}
                  </Anchor>
                )}
              </Empty>
            );
          return isList ? <JourneyList points={shown} /> : <JourneyMap points={shown} />;
        }}
      </Loaded>
    </Page>
  );
}

function JourneyList({ points }: { points: readonly TouchPoint[] }) {
  const { t } = useTranslation('touch-points');
  const nameOf = (key: string | null): string => points.find((point) => point.key === key)?.name ?? '–';
  const columns: readonly Column<TouchPoint>[] = [
    { key: 'name', title: t('columns.name'), cell: (row) => row.name },
    { key: 'phase', title: t('columns.phase'), cell: (row) => t(`phase.${row.phase}`) },
    { key: 'parent', title: t('columns.parent'), cell: (row) => nameOf(row.parent) },
    { key: 'trouble', title: t('columns.trouble'), cell: (row) => t(`trouble.${row.failureClass}`) },
    { key: 'control', title: t('columns.control'), cell: (row) => t(`control.${row.control}`) },
  ];
  return <Grid label={t('title')} rows={points} columns={columns} idOf={(row) => row.key} nameOf={(row) => row.name} />;
}
