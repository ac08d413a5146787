import { Anchor, Button, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { useCommandKey } from '../../../api/command-key';
import { LIVE, refresh } from '../../../api/queries';
import { Grid } from '../../../ui/grid';
import { Empty, Loaded } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { useAct } from '../people/use-act';

type StuckWork = View<'StuckWorkView'>;

/** What the desk was to do by itself and gave up, with what went wrong each time, until somebody starts it again. */
export function Stuck() {
  const { t } = useTranslation('admin-stuck');
  const stuck = desk.useQuery('get', '/api/v1/stuck-work', { params: { query: { limit: 100 } } }, { meta: LIVE });
  return (
    <Stack>
      <Text>{t('about')}</Text>
      <Loaded of={stuck}>
        {({ items, nextCursor }) =>
          items.length === 0 ? (
            <Empty title={t('none')} />
          ) : (
            <>
              <Lines lines={items} />
              {nextCursor !== null && <Text>{t('more')}</Text>}
            </>
          )
        }
      </Loaded>
    </Stack>
  );
}

function Lines({ lines }: { lines: readonly StuckWork[] }) {
  const { t } = useTranslation(['admin-stuck', 'admin']);
  const formats = useFormats();
  const whatOf = ({ work, what }: StuckWork): string => t(`work.${work}`, { defaultValue: what });
  return (
    <Grid<StuckWork>
      label={t('admin:parts.stuck')}
      rows={lines}
      idOf={({ id }) => id}
      nameOf={whatOf}
      columns={[
        { key: 'since', title: t('since'), cell: ({ failedAt }) => `${formats.date(failedAt)} ${formats.time(failedAt)}`, width: '8rem' },
        { key: 'what', title: t('what'), cell: (line) => <What line={line} what={whatOf(line)} /> },
        { key: 'again', title: t('act'), cell: ({ id }) => <Again id={id} />, width: '9rem' },
      ]}
    />
  );
}

function What({ line, what }: { line: StuckWork; what: string }) {
  const { t } = useTranslation('admin-stuck');
  return (
    <>
      <Text fw={600} size="sm">
        {what}
        {line.ticketRef !== null && (
          <>
            {' · '}
            <Anchor component={Link} to={`/tickets/${line.ticketRef}`} underline="always" dir="ltr">
              {line.ticketRef}
            </Anchor>
          </>
        )}
      </Text>
      <Text size="sm">{t('tried', { count: line.attempts })}</Text>
      <Text size="sm" c="dimmed" dir="ltr" className="admin-code">
        {line.lastError}
      </Text>
    </>
  );
}

function Again({ id }: { id: string }) {
  const { t } = useTranslation('admin-stuck');
  const key = useCommandKey();
  const { busy, run } = useAct();
  const again = (): Promise<boolean> =>
    run(
      () => api.POST('/api/v1/stuck-work/{id}/retry', { params: { path: { id } }, headers: key.headers }),
      t('started'),
      () => refresh(),
    );
  return (
    <Button variant="default" size="compact-md" loading={busy} onClick={() => void again()}>
      {t('again')}
    </Button>
  );
}
