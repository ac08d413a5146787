import { Button, Group, Select, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { useCan } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import type { Act } from './act-dialog';
import { wordsIn } from './act.rules';
import { Notice } from './notice';
import { Pager, usePages } from './pager';

const FAILURES = ['failed_service', 'flawed_goods', 'lack_of_attention', 'time_lost', 'money_lost'] as const;
type Line = View<'LearnedView'>;

/** How often each gift won the customer back after each failure, with the doubt in it. Only a gift that the desk took out can be put back. */
export function Learned({ ask }: { ask: (act: Act) => void }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const pages = usePages();
  const [failureClass, setFailureClass] = useState<(typeof FAILURES)[number]>('failed_service');
  const learning = desk.useQuery('get', '/api/v1/learning', { params: { query: { failureClass, limit: 20, ...pages.cursor } } });
  return (
    <section className="card" aria-label={t('learned.head')}>
      <Title order={2}>{t('learned.head')}</Title>
      <Group justify="space-between" align="end" mb="sm">
        <Text c="dimmed" maw={560}>
          {t('learned.more')}
        </Text>
        <Select
          label={t('learned.after')}
          allowDeselect={false}
          data={FAILURES.map((one) => ({ value: one, label: t(`failures.${one}`) }))}
          value={failureClass}
          onChange={(value) => setFailureClass(FAILURES.find((one) => one === value) ?? failureClass)}
        />
      </Group>
      <Loaded of={learning}>
        {({ items, nextCursor, frozen, knownShare, cases }) => (
          <>
            {frozen && (
              <Notice title={t('learned.frozen')}>
                {t('learned.frozenMore', { count: cases, share: formats.percent(knownShare ?? 0) })}
              </Notice>
            )}
            {items.length === 0 ? (
              <Text>{t('learned.none')}</Text>
            ) : (
              <>
                <LearnedTable items={items} ask={ask} />
                <Pager pages={pages} nextCursor={nextCursor} />
              </>
            )}
          </>
        )}
      </Loaded>
    </section>
  );
}

function LearnedTable({ items, ask }: { items: readonly Line[]; ask: (act: Act) => void }) {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const can = useCan();
  const putBack = (line: Line): void =>
    ask({
      title: t('learned.putBackTitle', { what: line.name }),
      yes: t('learned.putBack'),
      says: t('learned.putBackSays', { failure: t(`failures.${line.failureClass}`) }),
      fields: [{ kind: 'words', name: 'reason', label: t('reason'), required: t('reasonNeeded') }],
      send: (answers, call) =>
        api.POST('/api/v1/learning/put-back', {
          ...call,
          body: { failureClass: line.failureClass, gestureType: line.gestureType, reason: wordsIn(answers, 'reason') ?? '' },
        }),
    });
  return (
    <Table.ScrollContainer minWidth={280} type="native">
      <Table aria-label={t('learned.head')} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('gift.name')}</Table.Th>
            <Table.Th scope="col">{t('learned.chance')}</Table.Th>
            <Table.Th scope="col">{t('learned.cases')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((line) => (
            <Table.Tr key={line.gestureType}>
              <Table.Td>
                {line.name}
                {line.takenOutSince !== null && (
                  <Group gap="xs" mt={4}>
                    <span className="tag" data-tone="soon">
                      {t('learned.takenOut', { date: formats.date(line.takenOutSince) })}
                    </span>
                    {can('gesture.manage') && (
                      <Button size="compact-sm" variant="default" onClick={() => putBack(line)}>
                        {t('learned.putBack')}
                      </Button>
                    )}
                  </Group>
                )}
              </Table.Td>
              <Table.Td>
                {t('learned.between', {
                  chance: formats.percent(line.chance),
                  low: formats.percent(line.low),
                  high: formats.percent(line.high),
                })}
              </Table.Td>
              <Table.Td>{t('learned.worked', { worked: formats.number(line.worked), known: formats.number(line.known) })}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
