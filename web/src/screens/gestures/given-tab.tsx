import { Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useCan } from '../../shell/me';
import { type Column, Grid } from '../../ui/grid';
import { Empty, Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { Beside } from './beside';
import { Pager, usePages } from './pager';
import { TicketLink } from './ticket-link';
import { Till } from './till';
import { VoucherPanel } from './voucher-panel';

type Gift = View<'GestureLineView'>;

/** What was given, whether it was used, and whether the customer came back; and the till for vouchers. */
export function GivenTab() {
  const { t } = useTranslation('gestures');
  const can = useCan();
  const columns = useColumns();
  const pages = usePages();
  const [chosen, setChosen] = useState<string | null>(null);
  const given = desk.useQuery('get', '/api/v1/gestures', { params: { query: { tab: 'given', ...pages.cursor } } }, { meta: LIVE });
  const gift = given.data?.items.find(({ id }) => id === chosen) ?? null;
  return (
    <Stack>
      {can('voucher.redeem') && <Till />}
      <Loaded of={given}>
        {({ items, nextCursor }) =>
          items.length === 0 && pages.page === 0 ? (
            <Empty title={t('given.none')}>
              <Text c="dimmed">{t('given.noneMore')}</Text>
            </Empty>
          ) : (
            <Beside
              title={gift?.type.name ?? ''}
              close={() => setChosen(null)}
              panel={gift?.voucher && can('voucher.see') ? <VoucherPanel key={gift.id} gesture={gift.id} /> : null}
            >
              <Grid
                label={t('tabs.given')}
                rows={items}
                columns={columns}
                idOf={({ id }) => id}
                nameOf={(one) => t('given.row', { what: one.type.name, to: one.customerName ?? t('noName') })}
                open={({ id }) => setChosen(id)}
              />
              <Pager pages={pages} nextCursor={nextCursor} />
            </Beside>
          )
        }
      </Loaded>
    </Stack>
  );
}

function useColumns(): Column<Gift>[] {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  return [
    { key: 'when', title: t('given.when'), cell: ({ givenAt }) => (givenAt === null ? '–' : formats.date(givenAt)) },
    {
      key: 'what',
      title: t('waiting.what'),
      cell: ({ type }) => <Text fw={600}>{type.name}</Text>,
    },
    {
      key: 'whom',
      title: t('waiting.whom'),
      cell: ({ customerName, ticket }) => (
        <>
          <Text>{customerName ?? t('noName')}</Text>
          <TicketLink number={ticket.number} />
        </>
      ),
    },
    { key: 'cost', title: t('waiting.cost'), cell: ({ cost, currency }) => formats.money(cost, currency) },
    {
      key: 'used',
      title: t('given.used'),
      cell: ({ voucher }) =>
        voucher === null ? (
          <Text c="dimmed">{t('given.noVoucher')}</Text>
        ) : (
          <>
            <span className="tag" data-tone={voucher.status === 'redeemed' ? 'fine' : undefined}>
              {t(`voucher.${voucher.status}`)}
            </span>
            <Text size="sm" c="dimmed">
              {voucher.status === 'issued'
                ? t('given.until', { last4: voucher.last4, date: formats.date(voucher.expiresAt) })
                : t('given.code', { last4: voucher.last4 })}
            </Text>
          </>
        ),
    },
    { key: 'effect', title: t('given.effect'), cell: ({ effect }) => <Effect effect={effect} /> },
  ];
}

function Effect({ effect }: { effect: Gift['effect'] }) {
  const { t } = useTranslation('gestures');
  const { cameBack, scoreBefore, scoreAfter } = effect;
  const back = cameBack === null ? 'unknown' : cameBack ? 'yes' : 'no';
  return (
    <>
      <Text>{t(`back.${back}`)}</Text>
      <Text size="sm" c="dimmed">
        {scoreAfter === null
          ? t('score.none')
          : scoreBefore === null
            ? t('score.after', { after: scoreAfter })
            : t('score.both', { before: scoreBefore, after: scoreAfter })}
      </Text>
    </>
  );
}
