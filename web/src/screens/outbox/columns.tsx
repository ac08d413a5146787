import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deskNow, useClock } from '../../clock/desk-clock';
import type { Column } from '../../ui/grid';
import { useFormats } from '../../words/formats';
import { ActButtons } from './act-buttons';
import { type Act, type Message, standingOf, type Tab } from './outbox.rules';

/** How each line of a tab reads. */
export function useMessageColumns(
  tab: Tab,
  settling: ReadonlyMap<string, 'arrived' | 'cancelled'>,
  act: ((what: Act, message: Message) => void) | undefined,
): readonly Column<Message>[] {
  const { t } = useTranslation('outbox');
  return [
    { key: 'state', title: t('col.state'), width: '10rem', cell: (row) => <Standing row={row} settling={settling.get(row.id)} /> },
    { key: 'to', title: t('col.to'), width: '13rem', cell: (row) => <To row={row} /> },
    {
      key: 'what',
      title: t('col.what'),
      cell: (row) => (
        <>
          <What row={row} trouble={tab !== 'sent'} />
          {act && !settling.has(row.id) && (
            <div className="outbox-acts">
              <ActButtons message={row} act={act} small />
            </div>
          )}
        </>
      ),
    },
    { key: 'when', title: t('col.when'), width: '9rem', cell: (row) => <When row={row} /> },
  ];
}

export function Standing({ row, settling }: { row: Message; settling: 'arrived' | 'cancelled' | undefined }) {
  const { t } = useTranslation('outbox');
  if (settling) return <span className="tag">{t(`soon.${settling}`)}</span>;
  const { word, tone } = standingOf(row);
  return (
    <span className="tag" data-tone={tone}>
      {t(`state.${word}`)}
    </span>
  );
}

function To({ row }: { row: Message }) {
  const { t } = useTranslation('outbox');
  return (
    <>
      <Text size="sm" fw={600}>
        {row.customerName ?? (row.class === 'staff' ? t('colleague') : t('noName'))}
      </Text>
      <Text size="xs" c="dimmed" className="outbox-address">
        {[t(`channels.${row.channel}`), row.ticketRef].filter(Boolean).join(' · ')}
        <br />
        <bdi>{row.to}</bdi>
      </Text>
    </>
  );
}

function What({ row, trouble }: { row: Message; trouble: boolean }) {
  const { t } = useTranslation('outbox');
  return (
    <>
      <Text size="sm">{t(`kinds.${row.kind}`)}</Text>
      <Text size="xs" c="dimmed">
        {trouble && row.lastError !== null ? t('says', { what: row.lastError }) : row.why}
      </Text>
    </>
  );
}

function When({ row }: { row: Message }) {
  const { t } = useTranslation('outbox');
  const { moment } = useFormats();
  const due = useClock((now) => row.state === 'pending' && Date.parse(row.notBefore) <= now);
  if (due) return <Text size="sm">{t('atOnce')}</Text>;
  const at = row.deliveredAt ?? row.sentAt ?? (row.state === 'pending' ? row.notBefore : row.createdAt);
  return <Text size="sm">{moment(at, deskNow())}</Text>;
}
