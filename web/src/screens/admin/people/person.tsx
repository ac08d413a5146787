import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Loaded } from '../../../ui/states';
import { InvitationCard } from './invitation-card';
import { PersonAccess } from './person-access';
import { PersonForm } from './person-form';
import { PersonRoles } from './person-roles';
import type { Link } from './link';
import './admin-people.css';

interface PersonProps {
  readonly id: string;
  readonly everybody: readonly View<'StaffView'>[];
  readonly link: Link | null;
  readonly newLink: (link: Link) => void;
}

/** One colleague: state, roles, details, and what ends the access. */
export function Person({ id, everybody, link, newLink }: PersonProps) {
  const { t } = useTranslation('admin-people');
  const person = desk.useQuery('get', '/api/v1/staff/{id}', { params: { path: { id } } });
  const may = useCan()('staff.edit');
  return (
    <Loaded of={person}>
      {(data) => (
        <Stack gap="lg">
          <Head person={data} />
          {may && data.status !== 'left' && (data.invited || link) && <InvitationCard person={data} link={link} newLink={newLink} />}
          {data.email !== null && <PersonRoles person={data} />}
          <section className="card" aria-label={t('staff.details')}>
            <Title order={2}>{t('staff.details')}</Title>
            <PersonForm key={data.id} person={data} everybody={everybody} />
          </section>
          {may && <PersonAccess person={data} everybody={everybody} newLink={newLink} />}
        </Stack>
      )}
    </Loaded>
  );
}

function Head({ person }: { person: View<'StaffView'> }) {
  const { t } = useTranslation('admin-people');
  const { name, email, status, invited, owns } = person;
  return (
    <header>
      <Group gap="sm">
        <Title order={2}>{name}</Title>
        {status !== 'active' && (
          <span className="tag" data-tone={status === 'left' ? 'late' : 'soon'}>
            {t(`staff.status.${status}`)}
          </span>
        )}
        {status !== 'left' && invited && <span className="tag">{t('staff.invited')}</span>}
      </Group>
      {email !== null && <Text size="sm">{email}</Text>}
      {owns && (
        <Text size="sm" c="dimmed">
          {owns.openTickets === 0 && owns.approvals === 0
            ? t('staff.ownsNothing')
            : [t('staff.ownsTickets', { count: owns.openTickets }), t('staff.ownsApprovals', { count: owns.approvals })].join(' · ')}
        </Text>
      )}
    </header>
  );
}
