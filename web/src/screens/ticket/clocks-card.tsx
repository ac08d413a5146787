import { Button, Group, Popover, Stack, Text, Title } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { useClock } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { Countdown } from '../../ui/countdown';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { useSaid } from '../../words/said';
import { type Ticket, useTicketDesk } from './ticket-desk';

type Clock = Ticket['clocks'][number];
const LIVE = ['running', 'paused'];
const MOVABLE: readonly Clock['clock'][] = ['contact', 'update', 'promise', 'fix', 'follow_up', 'fulfil'];

/** What was promised until when, the most urgent first; what is over stands below. */
export function ClocksCard() {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket } = useTicketDesk();
  const formats = useFormats();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const live = ticket.clocks
    .filter(({ state, dueAt }) => LIVE.includes(state) && dueAt !== null)
    .sort((a, b) => Date.parse(a.dueAt ?? '') - Date.parse(b.dueAt ?? ''));
  const over = ticket.clocks.filter(({ state }) => state === 'met' || state === 'breached_met');
  return (
    <section className="card" aria-label={t('clocks.title')}>
      <Title order={2} mb="sm">
        {t('clocks.title')}
      </Title>
      <Stack gap="md">
        {ticket.promise && (
          <Text size="sm">
            {t('clocks.promised', { when: formats.moment(ticket.promise.dueAt, minute), name: ticket.promise.by?.name ?? t('by.system') })}
          </Text>
        )}
        {live.map((clock) => (
          <ClockLine key={`${clock.clock} ${clock.startedAt} ${clock.gestureId ?? ''}`} clock={clock} />
        ))}
        {live.length === 0 && <Text c="dimmed">{t('clocks.none')}</Text>}
        {over.length > 0 && (
          <Text size="sm" c="dimmed">
            {over
              .map(({ clock, state }) =>
                t('shell:pair', { what: t(`shell:clock.names.${clock}`), is: t(state === 'met' ? 'clocks.kept' : 'clocks.keptLate') }),
              )
              .join(' · ')}
          </Text>
        )}
      </Stack>
    </section>
  );
}

function ClockLine({ clock }: { clock: Clock }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const formats = useFormats();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const late = useClock((now) => clock.dueAt !== null && now >= Date.parse(clock.dueAt));
  if (clock.dueAt === null) return null;
  return (
    <div className="clock-line">
      <Group justify="space-between" gap="xs">
        <Text fw={600}>{t(`shell:clock.names.${clock.clock}`)}</Text>
        <Countdown dueAt={clock.dueAt} pausedSince={clock.pausedSince} />
      </Group>
      <Group justify="space-between" gap="xs">
        <Text size="sm" c="dimmed">
          {clock.pausedSince === null
            ? t('clocks.until', { when: formats.moment(clock.dueAt, minute) })
            : t('clocks.pausedSince', { when: formats.moment(clock.pausedSince, minute) })}
        </Text>
        <Why clock={clock} />
      </Group>
      {clock.noCalendar && <Text size="sm">{t('clocks.noCalendar')}</Text>}
      <ClockActs clock={clock} late={late} />
    </div>
  );
}

/** The next useful act for this clock: what ends it, another time, standing still. */
function ClockActs({ clock, late }: { clock: Clock; late: boolean }) {
  const { t } = useTranslation('ticket');
  const { ticket, open, act, seen } = useTicketDesk();
  const can = useCan();
  if (!can('ticket.move')) return null;
  const { clock: name, pausedSince } = clock;
  const ends = name === 'fix' ? 'fix' : ['contact', 'update', 'promise'].includes(name) ? 'contact' : null;
  const isFixable = ticket.allowed.includes('fix-delivered') && can('ticket.fix');
  const onlyPaused = pausedSince !== null && ticket.state === 'open' && name === 'fix';
  return (
    <Group gap="xs" mt={6} className="no-print">
      {ends === 'contact' && (
        <Button size="compact-sm" variant="default" onClick={() => open('contact')}>
          {t('clocks.spoke')}
        </Button>
      )}
      {ends === 'fix' && isFixable && (
        <Button size="compact-sm" variant="default" onClick={() => open('fix')}>
          {t('fix.button')}
        </Button>
      )}
      {late && pausedSince === null && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            void act(
              ({ id }) => api.POST('/api/v1/tickets/{id}/clocks/{clock}/acknowledge', { params: { path: { id, clock: name } }, body: {} }),
              seen,
            )
          }
        >
          {t('clocks.haveIt')}
        </Button>
      )}
      {MOVABLE.includes(name) && pausedSince === null && (
        <Button size="compact-sm" variant="default" onClick={() => open(`extend:${name}`)}>
          {t('clocks.move')}
        </Button>
      )}
      {name === 'fix' && pausedSince === null && ticket.state === 'open' && (
        <Button size="compact-sm" variant="default" onClick={() => open('pause')}>
          {t('clocks.pause')}
        </Button>
      )}
      {onlyPaused && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() =>
            void act(({ id, version }) => api.POST('/api/v1/tickets/{id}/unpause', { params: { path: { id } }, body: { version } }), seen)
          }
        >
          {t('clocks.goOn')}
        </Button>
      )}
    </Group>
  );
}

/** "Why this time?": how the desk came to it, day by day. */
function Why({ clock }: { clock: Clock }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const { ticket } = useTicketDesk();
  const formats = useFormats();
  const inWords = useSaid();
  const [opened, setOpened] = useState(false);
  const explained = desk.useQuery(
    'get',
    '/api/v1/tickets/{id}/clocks/{clock}/explain',
    { params: { path: { id: ticket.id, clock: clock.clock } } },
    { enabled: opened },
  );
  const name = t(`shell:clock.names.${clock.clock}`);
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} withArrow trapFocus withRoles>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          className="no-print"
          leftSection={<IconHelpCircle size={15} aria-hidden />}
          onClick={() => setOpened(!opened)}
          aria-label={t('clocks.whyOf', { clock: name })}
        >
          {t('clocks.why')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('clocks.whyOf', { clock: name })}>
        <Loaded of={explained} lines={3}>
          {({ sentence, said, days, skipped }) => (
            <Stack gap={4}>
              <Text size="sm">{inWords(said, sentence)}</Text>
              {days.slice(0, 7).map((day) => (
                <Text key={day.date} size="sm" c="dimmed">
                  {formats.date(`${day.date}T12:00:00Z`, 'UTC')}: <bdi>{day.hours.join(', ')}</bdi>
                </Text>
              ))}
              {skipped.slice(0, 7).map((day) => (
                <Text key={day.date} size="sm" c="dimmed">
                  {formats.date(`${day.date}T12:00:00Z`, 'UTC')}: {t(`clocks.skipped.${day.why}`)}
                </Text>
              ))}
              <Button size="compact-sm" variant="default" onClick={() => setOpened(false)}>
                {t('shell:act.close')}
              </Button>
            </Stack>
          )}
        </Loaded>
      </Popover.Dropdown>
    </Popover>
  );
}
