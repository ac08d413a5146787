import { Select, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { Ask } from '../../../ui/ask';
import { readAnew, useTeams } from './choices';
import { canTakeOver } from './roles.rules';
import { useAct } from './use-act';

type Staffer = View<'StaffView'>;
const QUEUE = 'queue';

/** Disabling an account: what ends, and who takes the open tickets. Without a name for these it is not done. */
export function DisableAsk({ person, everybody, close }: { person: Staffer; everybody: readonly Staffer[]; close: () => void }) {
  const { t } = useTranslation('admin-people');
  const { id, name } = person;
  // read anew while the question is open: what somebody owns changes by the minute
  const { data } = desk.useQuery('get', '/api/v1/staff/{id}', { params: { path: { id } } }, { staleTime: 0, refetchOnMount: 'always' });
  const teams = useTeams();
  const [to, setTo] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const box = useRef<HTMLInputElement>(null);
  const act = useAct();
  const open = data?.owns?.openTickets ?? 0;
  const disable = async (): Promise<void> => {
    setTried(true);
    if (open > 0 && to === null) {
      box.current?.focus();
      return;
    }
    const handTo = to === null ? {} : { handTo: to.slice(to.indexOf(':') + 1) };
    const done = await act.run(
      () =>
        api.PATCH('/api/v1/staff/{id}', {
          params: { path: { id } },
          body: { status: 'left', ...handTo, version: data?.version ?? person.version },
        }),
      t('staff.disabled', { name }),
    );
    await readAnew('/api/v1/staff');
    if (done) close();
  };
  const people = everybody.filter((one) => one.id !== id && canTakeOver(one, deskNow()));
  return (
    <Ask open title={t('staff.ask.disable', { name })} yes={t('staff.disable')} busy={act.busy} onYes={() => void disable()} onNo={close}>
      <Stack gap="sm">
        <Text>{t('staff.askMore.disable', { name })}</Text>
        {open === 0 ? (
          <Text>{t('staff.nothingToHand', { name })}</Text>
        ) : (
          <Select
            ref={box}
            label={t('staff.handTo', { count: open })}
            description={t('staff.handToMore')}
            searchable
            error={tried && to === null ? t('missing.handTo', { count: open, name }) : undefined}
            nothingFoundMessage={t('nothingFound')}
            data={[
              { group: t('staff.toQueue'), items: [{ value: `queue:${QUEUE}`, label: t('staff.queue') }] },
              { group: t('staff.toPerson'), items: people.map((one) => ({ value: `staff:${one.id}`, label: one.name })) },
              { group: t('staff.toTeam'), items: (teams.data ?? []).map((team) => ({ value: `team:${team.key}`, label: team.name })) },
            ]}
            value={to}
            onChange={setTo}
          />
        )}
      </Stack>
    </Ask>
  );
}
