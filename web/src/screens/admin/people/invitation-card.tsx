import { Button, Code, Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { useFormats } from '../../../words/formats';
import { readAnew } from './choices';
import { Copy } from './shown-once';
import type { Link } from './link';
import { useAct } from './use-act';

/** The way in for somebody who has none yet. The link is also in the mail; it opens once. */
export function InvitationCard({ person, link, newLink }: { person: View<'StaffView'>; link: Link | null; newLink: (link: Link) => void }) {
  const { t } = useTranslation('admin-people');
  const formats = useFormats();
  const act = useAct();
  const again = (): Promise<boolean> =>
    act.run(
      () => api.POST('/api/v1/staff/{id}/invitations', { params: { path: { id: person.id } } }),
      t('staff.mailed', { email: person.email ?? '' }),
      async (data) => {
        if (data) newLink({ staffId: person.id, ...data });
        await readAnew('/api/v1/staff');
      },
    );
  return (
    <section className="card" aria-label={t('staff.invitation')}>
      <Title order={2}>{t('staff.invitation')}</Title>
      {link ? (
        <div role="status">
          <Text size="sm" mb="xs">
            {t('staff.linkMore', { email: person.email ?? '', date: formats.full(link.expiresAt) })}
          </Text>
          <Code className="secret" dir="ltr">
            {link.link}
          </Code>
        </div>
      ) : (
        <Text size="sm">{t('staff.linkGone')}</Text>
      )}
      <Group mt="sm" gap="xs">
        {link && <Copy value={link.link} />}
        <Button variant="default" loading={act.busy} onClick={() => void again()}>
          {t('staff.inviteAgain')}
        </Button>
      </Group>
    </section>
  );
}
