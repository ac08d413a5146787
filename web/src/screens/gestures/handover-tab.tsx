import { Button, Group, SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { Countdown } from '../../ui/countdown';
import { type Column, Grid } from '../../ui/grid';
import { Empty, Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { type Act, ActDialog } from './act-dialog';
import { type Delivery, type Step, stepAct, stepsOf } from './handover-acts';
import { Pager, usePages } from './pager';
import { TicketLink } from './ticket-link';

/** What customers said yes to and do not have yet: what, how, by when, and the step that comes next. */
export function HandoverTab() {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const pages = usePages();
  const [late, setLate] = useState(false);
  const [act, setAct] = useState<Act | null>(null);
  const query = { ...pages.cursor, ...(late ? { overdue: true } : {}) };
  const deliveries = desk.useQuery('get', '/api/v1/deliveries', { params: { query } }, { meta: LIVE });
  const lines = desk.useQuery('get', '/api/v1/gestures', { params: { query: { limit: 100, tab: 'waiting' } } }, { meta: LIVE });
  const names = new Map(lines.data?.items.map(({ id, customerName }) => [id, customerName]));
  const toOf = (gift: Delivery): string => names.get(gift.gesture) ?? t('customerOf', { number: gift.number });
  const columns = useColumns(names, (step, gift) => setAct(stepAct(step, gift, { t, formats, to: toOf(gift) })));
  return (
    <>
      <SegmentedControl
        mb="sm"
        aria-label={t('handover.which')}
        value={late ? 'late' : 'all'}
        data={[
          { value: 'all', label: t('handover.all') },
          { value: 'late', label: t('handover.late') },
        ]}
        onChange={(value) => setLate(value === 'late')}
      />
      <Loaded of={deliveries}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty title={late ? t('handover.noneLate') : t('handover.none')}>
              <Text c="dimmed">{t('handover.noneMore')}</Text>
            </Empty>
          ) : (
            <>
              <Grid
                label={t('tabs.handover')}
                rows={items}
                columns={columns}
                idOf={({ gesture }) => gesture}
                nameOf={(gift) => t('handover.row', { what: gift.name, to: toOf(gift) })}
              />
              <Pager pages={pages} nextCursor={nextCursor} />
            </>
          )
        }
      </Loaded>
      {act && <ActDialog act={act} close={() => setAct(null)} />}
    </>
  );
}

function useColumns(names: ReadonlyMap<string, string | null>, start: (step: Step, gift: Delivery) => void): Column<Delivery>[] {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  return [
    {
      key: 'when',
      title: t('handover.when'),
      cell: ({ dueAt, state }) =>
        dueAt && state === 'accepted' ? <Countdown dueAt={dueAt} /> : <Text>{state === 'accepted' ? t('handover.nextVisit') : '–'}</Text>,
    },
    {
      key: 'what',
      title: t('waiting.what'),
      cell: (gift) => (
        <>
          <Text fw={600}>{gift.name}</Text>
          <Text size="sm" c="dimmed" lineClamp={3} dir="auto">
            {gift.text}
          </Text>
          {gift.note && <Text size="sm">{t('quoted', { words: gift.note })}</Text>}
        </>
      ),
    },
    {
      key: 'whom',
      title: t('waiting.whom'),
      cell: (gift) => (
        <>
          <Text>{names.get(gift.gesture) ?? t('noName')}</Text>
          <TicketLink number={gift.number} />
        </>
      ),
    },
    {
      key: 'how',
      title: t('handover.how'),
      cell: (gift) => (
        <>
          <Text>{t(`fulfilment.${gift.fulfilment}`)}</Text>
          {gift.reference && <Text size="sm">{gift.carrier ? `${gift.carrier}, ${gift.reference}` : gift.reference}</Text>}
          <Text size="sm" c="dimmed">
            {t('handover.since', { when: formats.moment(gift.acceptedAt, deskNow()) })}
          </Text>
        </>
      ),
    },
    { key: 'cost', title: t('waiting.cost'), cell: (gift) => formats.money(gift.costMinor, gift.currency) },
    {
      key: 'step',
      title: t('handover.step'),
      cell: (gift) => (
        <>
          {gift.failedWhy && (
            <Text size="sm" mb={4}>
              <span className="tag" data-tone="late">
                {t('handover.failed')}
              </span>{' '}
              {gift.failedWhy}
            </Text>
          )}
          <Group gap={6}>
            {stepsOf(gift).map((step, index) => (
              <Button
                key={step}
                size="compact-sm"
                variant={index === 0 ? 'filled' : 'default'}
                aria-label={t('step.of', { step: t(`step.${step}`), what: gift.name, number: gift.number })}
                onClick={() => start(step, gift)}
              >
                {t(`step.${step}`)}
              </Button>
            ))}
          </Group>
        </>
      ),
    },
  ];
}
