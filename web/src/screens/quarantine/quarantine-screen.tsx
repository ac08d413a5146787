import { Anchor, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Trans, useTranslation } from 'react-i18next';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { NotHere } from '../../ui/states';
import { HeldMails } from './held-mails';
import { ParkedPushes } from './parked-pushes';
import { Reviews } from './reviews';
import { VoucherConflicts } from './voucher-conflicts';

/** What the desk did not let through by itself, and what somebody should look at. */
export function QuarantineScreen() {
  const { t } = useTranslation('quarantine');
  const can = useCan();
  if (!can('quarantine.see')) return <NotHere />;
  return (
    <Page title={t('title')}>
      <Stack gap="xl">
        <HeldMails />
        <ParkedPushes />
        {can('review.see') && <Reviews />}
        {can('review.see') && <VoucherConflicts />}
        <Text c="dimmed">
          <Trans
            t={t}
            i18nKey="visitors"
            components={{
              queue: (
                <Anchor underline="always" renderRoot={(props) => <Link to="/queue" {...props} />}>
                  {null}
                </Anchor>
              ),
            }}
          />
        </Text>
      </Stack>
    </Page>
  );
}
