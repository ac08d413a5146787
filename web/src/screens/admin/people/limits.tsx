import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { Delegations } from './delegations';
import { LimitForm } from './limit-form';
import { PickOne } from './pick-one';
import { useMoney } from './use-money';

/** How much each role may give by itself, and who says yes in whose place. */
export function Limits() {
  const can = useCan();
  if (!can('gesture.see')) return <NotHere />;
  return (
    <Stack gap="xl">
      <LimitList />
      <Delegations />
    </Stack>
  );
}

function LimitList() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const limits = desk.useQuery('get', '/api/v1/authority-limits', {});
  const money = useMoney();
  return (
    <section aria-label={t('limits.list')}>
      <Title order={2} mb="sm">
        {t('limits.list')}
      </Title>
      <Loaded of={limits}>
        {({ items }) => {
          const open = items.find(({ role }) => role === at);
          return (
            <ListAndForm
              label={t('limits.list')}
              items={items.map(({ role, perGestureMinor, perDayMinor }) => ({
                id: role,
                title: t(`roles.${role}`),
                more: t(perDayMinor === null ? 'limits.lineFree' : 'limits.line', {
                  one: money.words(perGestureMinor),
                  day: money.words(perDayMinor ?? 0),
                }),
              }))}
            >
              {open ? <LimitForm key={open.role} limit={open} money={money} /> : <PickOne none={false} more={t('limits.hint')} />}
            </ListAndForm>
          );
        }}
      </Loaded>
    </section>
  );
}
