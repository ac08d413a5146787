import { Button, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { useCan, useMe } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import type { Act } from './act-dialog';
import { limitAct } from './budget-acts';

/** What one person may give without asking: a gift, and a day. */
export function RoleLimits({ currency, ask }: { currency: string; ask: (act: Act) => void }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const can = useCan();
  const { roles } = useMe();
  const limits = desk.useQuery('get', '/api/v1/authority-limits', {}, { enabled: can('gesture.see') });
  if (!can('gesture.see')) return null;
  return (
    <section className="card" aria-label={t('limit.head')}>
      <Title order={2}>{t('limit.head')}</Title>
      <Loaded of={limits}>
        {({ items }) => (
          <Table aria-label={t('limit.head')} horizontalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{t('limit.role')}</Table.Th>
                <Table.Th scope="col" ta="end">
                  {t('limit.one')}
                </Table.Th>
                <Table.Th scope="col" ta="end">
                  {t('limit.day')}
                </Table.Th>
                {can('settings.edit') && <Table.Th aria-label={t('budget.change')} />}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((limit) => (
                <Table.Tr key={limit.role}>
                  <Table.Td>
                    {t(`roles.${limit.role}`)}
                    {roles.some((role) => role === limit.role) && (
                      <Text span c="dimmed" size="sm" ms={6}>
                        {t('limit.you')}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td ta="end">{formats.money(limit.perGestureMinor, currency)}</Table.Td>
                  <Table.Td ta="end">{limit.perDayMinor === null ? t('limit.none') : formats.money(limit.perDayMinor, currency)}</Table.Td>
                  {can('settings.edit') && (
                    <Table.Td ta="end">
                      <Button
                        size="compact-sm"
                        variant="default"
                        aria-label={t('limit.title', { role: t(`roles.${limit.role}`) })}
                        onClick={() => ask(limitAct(limit, currency, { t, formats }))}
                      >
                        {t('budget.change')}
                      </Button>
                    </Table.Td>
                  )}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Loaded>
    </section>
  );
}
