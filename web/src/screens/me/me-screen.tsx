import { Grid, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCan, useMe } from '../../shell/me';
import { Page } from '../../ui/page';
import { KeysCard } from './keys-card';
import { KudosCard } from './kudos-card';
import { LooksCard } from './looks-card';
import { NewsCard } from './news-card';
import { SessionsCard } from './sessions-card';
import { StandInCard } from './stand-in-card';

/** What belongs to the person in front of the screen and to nobody else. */
export function MeScreen() {
  const { t } = useTranslation('me');
  const me = useMe();
  const can = useCan();
  return (
    <Page title={t('title')}>
      <Text c="dimmed">{me.email === null ? me.name : t('who', { name: me.name, email: me.email })}</Text>
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="md">
            <LooksCard />
            <KeysCard />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 6 }}>
          <Stack gap="md">
            <NewsCard />
            <SessionsCard />
            {can('gesture.see') && <StandInCard />}
            <KudosCard />
          </Stack>
        </Grid.Col>
      </Grid>
    </Page>
  );
}
