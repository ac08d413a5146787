import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../ui/states';

/** Nothing is open: what this part is for, and what to do next. */
export function PickOne({ none, more }: { none: boolean; more: string }) {
  const { t } = useTranslation('admin-people');
  return (
    <Empty title={t(none ? 'emptyList' : 'pickOne')}>
      <Text size="sm" ta="center" maw={420} px="md">
        {more}
      </Text>
    </Empty>
  );
}
