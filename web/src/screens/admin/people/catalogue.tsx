import { Button, Text } from '@mantine/core';
import { IconGift } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../../ui/states';

/** The catalogue lives where one-ups are given and counted. */
export function Catalogue() {
  const { t } = useTranslation('admin-people');
  return (
    <Empty title={t('catalogue.title')}>
      <Text size="sm" ta="center" maw={460} px="md">
        {t('catalogue.more')}
      </Text>
      <Button
        leftSection={<IconGift size={17} aria-hidden />}
        renderRoot={(props) => <Link to="/gestures" search={{ tab: 'catalogue' }} {...props} />}
      >
        {t('catalogue.open')}
      </Button>
    </Empty>
  );
}
