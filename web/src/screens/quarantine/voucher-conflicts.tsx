import { Anchor, Text, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useClock } from '../../clock/desk-clock';
import { type Column, Grid } from '../../ui/grid';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';

type Conflict = View<'ConflictView'>;

/** Vouchers that a till took while it could not ask us, and that were no longer good. Nothing is taken back by itself. */
export function VoucherConflicts() {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  const navigate = useNavigate();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const conflicts = desk.useQuery('get', '/api/v1/vouchers/conflicts', { params: { query: { limit: 50 } } }, { meta: LIVE });
  const columns: readonly Column<Conflict>[] = [
    { key: 'code', title: t('voucher.code'), cell: (row) => `…${row.last4}` },
    { key: 'why', title: t('voucher.why'), cell: (row) => t(`voucher.reason.${row.reason}`) },
    { key: 'where', title: t('voucher.where'), cell: (row) => row.place ?? row.terminal },
    { key: 'when', title: t('voucher.when'), cell: (row) => formats.moment(row.redeemedAt, minute) },
    {
      key: 'first',
      title: t('voucher.first'),
      cell: (row) =>
        row.usedAt === null ? '–' : t('voucher.usedAt', { at: formats.moment(row.usedAt, minute), where: row.usedWhere ?? '–' }),
    },
    {
      key: 'ticket',
      title: t('voucher.ticket'),
      cell: (row) => (
        <Anchor
          renderRoot={(props) => <Link to="/tickets/$ref" params={{ ref: row.ticket }} {...props} />}
        >{`R-${String(row.ticketNumber)}`}</Anchor>
      ),
    },
  ];
  return (
    <section aria-labelledby="voucher-conflicts">
      <Title order={2} id="voucher-conflicts" mb="sm">
        {t('voucher.title')}
      </Title>
      <Loaded of={conflicts} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('voucher.none')}</Text>
          ) : (
            <Grid
              label={t('voucher.title')}
              rows={items}
              columns={columns}
              idOf={(row) => row.id}
              nameOf={(row) => t('voucher.name', { last4: row.last4 })}
              open={(row) => void navigate({ to: '/tickets/$ref', params: { ref: row.ticket } })}
            />
          )
        }
      </Loaded>
    </section>
  );
}
