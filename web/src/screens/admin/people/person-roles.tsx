import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { useCan, useMe } from '../../../shell/me';
import { Ask } from '../../../ui/ask';
import { useFormats } from '../../../words/formats';
import { nameOf, readAnew, useDesks, useLocations, useTeams } from './choices';
import { endOfDay } from './names.rules';
import { RoleFields } from './role-fields';
import { grantOf, NO_ROLE } from './roles.rules';
import { useAct } from './use-act';

type Grant = View<'GrantView'>;
type Staffer = View<'StaffView'>;

/** What somebody may do, and where. Roles are given and ended, never edited. */
export function PersonRoles({ person }: { person: Staffer }) {
  const { t } = useTranslation('admin-people');
  const me = useMe();
  const may = useCan()('staff.edit');
  const words = useGrantWords();
  const [ending, setEnding] = useState<Grant | null>(null);
  const act = useAct();
  const heading = useRef<HTMLHeadingElement>(null);
  const end = async (grant: Grant): Promise<void> => {
    const done = await act.run(
      () => api.DELETE('/api/v1/staff/{id}/grants/{grantId}', { params: { path: { id: person.id, grantId: grant.id } } }),
      t('staff.roleEnded', { role: words(grant), name: person.name }),
      () => readAnew('/api/v1/staff'),
    );
    setEnding(null);
    // the button that was pressed is gone with its row
    if (done) heading.current?.focus();
  };
  return (
    <section className="card" aria-label={t('staff.roles')}>
      <Title order={2} ref={heading} tabIndex={-1}>
        {t('staff.roles')}
      </Title>
      {person.grants.length === 0 && <Text size="sm">{t('staff.noRole')}</Text>}
      <ul className="rows" aria-label={t('staff.roles')}>
        {person.grants.map((grant) => (
          <li key={grant.id}>
            <Group justify="space-between">
              <RoleLine grant={grant} />
              {may && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('staff.endRole', { role: words(grant) })}
                  onClick={() => setEnding(grant)}
                >
                  {t('end')}
                </Button>
              )}
            </Group>
          </li>
        ))}
      </ul>
      {may &&
        person.status !== 'left' &&
        (me.id === person.id ? <Text size="sm">{t('staff.notSelf')}</Text> : <GiveRole person={person} />)}
      <Ask
        open={ending !== null}
        title={t('staff.askEnd', { role: ending ? words(ending) : '' })}
        yes={t('staff.endIt')}
        busy={act.busy}
        onYes={() => {
          if (ending) void end(ending);
        }}
        onNo={() => setEnding(null)}
      >
        <Text>{ending && t('staff.askEndMore', { name: person.name, role: words(ending) })}</Text>
        {person.grants.length === 1 && <Text mt="xs">{t('staff.askEndLast', { name: person.name })}</Text>}
      </Ask>
    </section>
  );
}

function RoleLine({ grant }: { grant: Grant }) {
  const { t } = useTranslation('admin-people');
  const words = useGrantWords();
  const formats = useFormats();
  const dates = [
    Date.parse(grant.validFrom) > deskNow() ? t('staff.from', { date: formats.date(grant.validFrom) }) : null,
    grant.validTo === null ? null : t('staff.until', { date: formats.date(grant.validTo) }),
  ].filter((part) => part !== null);
  return (
    <Text size="sm" fw={500}>
      {[words(grant), ...dates].join(' · ')}
    </Text>
  );
}

/** `Lead, Riverside` or `Agent, whole organisation`. */
function useGrantWords(): (grant: Grant) => string {
  const { t } = useTranslation('admin-people');
  const [locations, teams, desks] = [useLocations().data, useTeams().data, useDesks().data];
  return ({ role, location, team, desk }) => {
    const place =
      location !== null
        ? nameOf(locations, location)
        : team !== null
          ? nameOf(teams, team)
          : desk !== null
            ? nameOf(desks, desk)
            : t('staff.scope.org');
    return t('staff.roleAt', { role: t(`roles.${role}`), place });
  };
}

function GiveRole({ person }: { person: Staffer }) {
  const { t } = useTranslation('admin-people');
  const [wish, setWish] = useState(NO_ROLE);
  const [endDay, setEndDay] = useState('');
  const [tried, setTried] = useState(false);
  const act = useAct();
  const give = async (): Promise<void> => {
    const grant = grantOf(wish);
    setTried(true);
    if (!grant) return;
    const done = await act.run(
      () =>
        api.POST('/api/v1/staff/{id}/grants', {
          params: { path: { id: person.id } },
          body: { ...grant, ...(endDay === '' ? {} : { validTo: endOfDay(endDay) }) },
        }),
      t('staff.roleGiven', { name: person.name }),
      () => readAnew('/api/v1/staff'),
    );
    if (!done) return;
    setWish(NO_ROLE);
    setEndDay('');
    setTried(false);
  };
  return (
    <Stack
      component="form"
      gap="sm"
      mt="md"
      aria-label={t('staff.giveRole')}
      onSubmit={(event) => {
        event.preventDefault();
        void give();
      }}
    >
      <RoleFields wish={wish} change={setWish} tried={tried} />
      <TextInput
        type="date"
        maw={260}
        label={t('staff.untilField')}
        description={t('staff.untilMore')}
        value={endDay}
        onChange={(event) => setEndDay(event.currentTarget.value)}
      />
      <Group>
        <Button type="submit" variant="default" loading={act.busy}>
          {t('staff.giveRole')}
        </Button>
      </Group>
    </Stack>
  );
}
