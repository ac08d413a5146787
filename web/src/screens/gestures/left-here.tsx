import { Select, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useMe } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { usePlaces } from './budget-scope';
import { Notice } from './notice';

/** What is left at a location, by kind of gift: all that somebody needs who gives but keeps no budgets. */
export function LeftHere() {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const { grants } = useMe();
  const { locations } = usePlaces();
  const [chosen, setChosen] = useState<string | null>(null);
  const own = grants.map(({ location }) => location).find((key) => key !== null);
  const location = chosen ?? own ?? locations[0]?.key ?? '';
  const left = desk.useQuery('get', '/api/v1/budgets/left', { params: { query: { location } } }, { enabled: location !== '', meta: LIVE });
  return (
    <Stack className="card" gap="sm">
      <Title order={2}>{t('left.head')}</Title>
      <Select
        label={t('left.where')}
        maw={320}
        allowDeselect={false}
        data={locations.map(({ key, name }) => ({ value: key, label: name }))}
        value={location}
        onChange={setChosen}
      />
      <Loaded of={left} lines={3}>
        {({ currency, items }) =>
          items.length === 0 ? (
            <Text>{t('left.none')}</Text>
          ) : (
            <>
              {items.some(({ leftMinor }) => leftMinor === 0) && <Notice title={t('gone.title')}>{t('gone.more')}</Notice>}
              <Table aria-label={t('left.head')} maw={640}>
                <Table.Tbody>
                  {items.map((one) => (
                    <Table.Tr key={one.class}>
                      <Table.Th scope="row" fw={400}>
                        {t(`classes.${one.class}`)}
                      </Table.Th>
                      <Table.Td ta="end" fw={600}>
                        {formats.money(one.leftMinor, currency)}
                      </Table.Td>
                      <Table.Td ta="end">{t('left.until', { date: formats.date(one.until) })}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}
