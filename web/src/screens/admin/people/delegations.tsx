import { Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { useCan, useMe } from '../../../shell/me';
import { Ask } from '../../../ui/ask';
import { say, sayFailed } from '../../../ui/say';
import { Loaded } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { readAnew, useDelegations, useStaff } from './choices';
import { dayIn, endOfDay } from './names.rules';

/** Who says yes in my place while I am away, and in whose place I do. */
export function Delegations() {
  const { t } = useTranslation('admin-people');
  const can = useCan();
  const delegations = useDelegations();
  return (
    <section className="card" aria-label={t('delegations.title')}>
      <Title order={2}>{t('delegations.title')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('delegations.hint')}
      </Text>
      <Loaded of={delegations} lines={2}>
        {(items) =>
          items.length === 0 ? (
            <Text size="sm">{t('delegations.none')}</Text>
          ) : (
            <ul className="rows">
              {items.map((one) => (
                <Line key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Loaded>
      {can('gesture.take') && can('staff.see') && <GiveDelegation />}
    </section>
  );
}

function Line({ one }: { one: View<'DelegationView'> }) {
  const { t } = useTranslation('admin-people');
  const { id: me } = useMe();
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const mine = one.from === me;
  const other = mine ? one.toName : one.fromName;
  const end = async (): Promise<void> => {
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/delegations/{id}/end', { params: { path: { id: one.id } } });
      if (error) sayFailed(error);
      else say(t('delegations.ended'));
      await readAnew('/api/v1/delegations');
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
      setAsking(false);
    }
  };
  return (
    <li>
      <Group justify="space-between">
        <Text size="sm">
          {t(mine ? 'delegations.given' : 'delegations.taken', {
            name: other,
            from: formats.date(one.startsAt),
            until: formats.date(one.endsAt),
          })}
        </Text>
        <Button size="compact-sm" variant="default" onClick={() => setAsking(true)} aria-label={t('delegations.endOne', { name: other })}>
          {t('end')}
        </Button>
      </Group>
      <Ask
        open={asking}
        title={t('delegations.askTitle')}
        yes={t('end')}
        busy={busy}
        onYes={() => void end()}
        onNo={() => setAsking(false)}
      >
        <Text>{t(mine ? 'delegations.askGiven' : 'delegations.askTaken', { name: other })}</Text>
      </Ask>
    </li>
  );
}

function GiveDelegation() {
  const { t } = useTranslation('admin-people');
  const { id: me } = useMe();
  const staff = useStaff();
  const [to, setTo] = useState<string | null>(null);
  const [until, setUntil] = useState(() => dayIn(14, deskNow()));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const endsAt = endOfDay(until);
  const give = async (): Promise<void> => {
    setTried(true);
    if (to === null || endsAt === null || busy) return;
    setBusy(true);
    try {
      const { error } = await api.POST('/api/v1/delegations', { body: { to, endsAt } });
      if (error) sayFailed(error);
      else {
        say(t('delegations.nowGiven'));
        setTo(null);
        setTried(false);
        await readAnew('/api/v1/delegations');
      }
    } catch (error) {
      sayFailed(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack
      component="form"
      gap="sm"
      mt="md"
      aria-label={t('delegations.give')}
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <Group align="start" gap="sm">
        <Select
          label={t('delegations.to')}
          searchable
          miw={220}
          data={(staff.data ?? [])
            .filter(({ id, status }) => id !== me && status !== 'left')
            .map(({ id, name }) => ({ value: id, label: name }))}
          error={tried && to === null ? t('missing.person') : undefined}
          nothingFoundMessage={t('nothingFound')}
          value={to}
          onChange={setTo}
        />
        <TextInput
          type="date"
          label={t('delegations.until')}
          description={t('delegations.untilMore')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={tried && endsAt === null ? t('missing.date') : undefined}
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <Group>
        <Button type="submit" variant="default" loading={busy}>
          {t('delegations.give')}
        </Button>
      </Group>
    </Stack>
  );
}
