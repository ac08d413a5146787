import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useCan } from '../../shell/me';
import { Countdown, useLength } from '../../ui/countdown';
import { useFormats } from '../../words/formats';
import { barOf, type Board, isMost } from './board.rules';
import { CallBox, type Called } from './call-box';

/** Beside the list: where it piles up, what waits for a yes, whom to call, how long taking a complaint takes. */
export function Side({ board }: { board: Board }) {
  const { t } = useTranslation('board');
  const can = useCan();
  return (
    <Stack gap="md">
      <Places title={t('side.teams')} places={board.byTeam} />
      <Places title={t('side.locations')} places={board.byLocation} />
      {can('gesture.see') && <Approvals waiting={board.counts.approvals} />}
      <Calls calls={board.dueCalls} />
      {board.intake && <Intake intake={board.intake} />}
    </Stack>
  );
}

function Places({ title, places }: { title: string; places: readonly View<'PlaceLoadView'>[] }) {
  const { t } = useTranslation('board');
  const most = Math.max(0, ...places.map(({ open }) => open));
  if (places.length === 0) return null;
  return (
    <section className="card" aria-label={title}>
      <Title order={2}>{title}</Title>
      <ul className="board-bars">
        {places
          .toSorted((a, b) => b.late - a.late || b.open - a.open)
          .map((place) => (
            <li key={place.key}>
              <Group justify="space-between" gap="xs" wrap="nowrap">
                <Text size="sm">{place.name}</Text>
                <Text size="sm" className="board-nums">
                  {place.late > 0 ? t('side.lateOf', { late: place.late, open: place.open }) : t('load', { count: place.open })}
                </Text>
              </Group>
              <div className="bar board-bar">
                <span className="board-late" style={{ inlineSize: `${String(barOf(place, most).late)}%` }} />
                <span style={{ inlineSize: `${String(barOf(place, most).rest)}%` }} />
              </div>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Approvals({ waiting }: { waiting: number }) {
  const { t } = useTranslation('board');
  const { money, number } = useFormats();
  const { data } = desk.useQuery('get', '/api/v1/approvals', { params: { query: { limit: 3 } } }, { meta: LIVE, enabled: waiting > 0 });
  return (
    <section className="card" aria-label={t('side.approvals')}>
      <Title order={2}>{t('side.approvals')}</Title>
      {waiting === 0 ? (
        <Text size="sm" c="dimmed">
          {t('side.noApprovals')}
        </Text>
      ) : (
        <Stack gap="xs">
          {(data?.items ?? []).map((one) => (
            <div key={one.gesture}>
              <Group justify="space-between" gap="xs">
                <Text size="sm" fw={600}>
                  {one.name}
                </Text>
                <Text size="sm">{money(one.costMinor, one.currency)}</Text>
              </Group>
              <Text size="xs" c="dimmed" mb={2}>
                {t('side.askedBy', { name: one.askedByName, number: one.number })}
              </Text>
              {one.dueAt !== null && <Countdown dueAt={one.dueAt} />}
            </div>
          ))}
          <Button
            size="compact-sm"
            variant="default"
            renderRoot={(props) => <Link to="/gestures" search={{ tab: 'waiting' }} {...props} />}
          >
            {t('side.toApprovals', { count: waiting, shown: isMost(waiting) ? t('orMore', { count: number(waiting) }) : number(waiting) })}
          </Button>
        </Stack>
      )}
    </section>
  );
}

function Calls({ calls }: { calls: Board['dueCalls'] }) {
  const { t } = useTranslation('board');
  const can = useCan();
  const [called, setCalled] = useState<Called | null>(null);
  return (
    <section className="card" aria-label={t('side.calls')}>
      <Title order={2}>{t('side.calls')}</Title>
      {calls.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('side.noCalls')}
        </Text>
      )}
      <Stack gap="sm">
        {calls.map((call) => (
          <div key={call.id}>
            <Group justify="space-between" gap="xs">
              <Text size="sm" fw={600}>
                {call.customer?.name ?? t('noName')} · <span className="ref">{call.label}</span>
              </Text>
              {can('customer.see') && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('side.callOne', { label: call.label })}
                  onClick={() => setCalled({ id: call.ticketId, label: call.label })}
                >
                  {t('act.call')}
                </Button>
              )}
            </Group>
            <Text size="sm" mb={2}>
              {call.reason}
            </Text>
            <Countdown dueAt={call.dueAt} />
          </div>
        ))}
      </Stack>
      {called && <CallBox ticket={called} close={() => setCalled(null)} />}
    </section>
  );
}

function Intake({ intake }: { intake: View<'IntakeTimesView'> }) {
  const { t } = useTranslation('board');
  const { number } = useFormats();
  const length = useLength();
  return (
    <section className="card" aria-label={t('side.intake')}>
      <Title order={2}>{t('side.intake')}</Title>
      <Text fz={24} fw={700} className="board-nums">
        {length(intake.medianMs)}
      </Text>
      <Text size="sm" c="dimmed">
        {t('side.intakeMore', { p90: length(intake.p90Ms), count: intake.count, shown: number(intake.count) })}
      </Text>
    </section>
  );
}
