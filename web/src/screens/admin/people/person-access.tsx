import { Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { useMe } from '../../../shell/me';
import { Ask } from '../../../ui/ask';
import { readAnew } from './choices';
import { DisableAsk } from './disable-ask';
import type { Link } from './link';
import { useAct } from './use-act';

type Staffer = View<'StaffView'>;
type Asked = 'signOut' | 'newLink' | 'disable' | 'back';

/** What cuts somebody off or lets them in again: each is asked about, with what stops working. */
export function PersonAccess({
  person,
  everybody,
  newLink,
}: {
  person: Staffer;
  everybody: readonly Staffer[];
  newLink: (link: Link) => void;
}) {
  const { t } = useTranslation('admin-people');
  const me = useMe();
  const [asked, setAsked] = useState<Asked | null>(null);
  const act = useAct();
  const { id, name, version } = person;
  const email = person.email ?? '';
  const path = { params: { path: { id } } };
  const close = (): void => setAsked(null);
  const again = (): Promise<unknown> => readAnew('/api/v1/staff');
  const acts = {
    signOut: () => act.run(() => api.DELETE('/api/v1/staff/{id}/sessions', path), t('staff.signedOut', { name })),
    newLink: () =>
      act.run(
        () => api.POST('/api/v1/staff/{id}/invitations', path),
        t('staff.mailed', { email }),
        (data) => {
          if (data) newLink({ staffId: id, ...data });
          return again();
        },
      ),
    back: () =>
      act.run(() => api.PATCH('/api/v1/staff/{id}', { ...path, body: { status: 'active', version } }), t('staff.isBack', { name }), again),
  };
  const plain = asked === 'disable' ? null : asked;
  return (
    <section className="card" aria-label={t('staff.access')}>
      <Title order={2}>{t('staff.access')}</Title>
      <Group gap="xs">
        {person.status === 'left' ? (
          <Button variant="default" onClick={() => setAsked('back')}>
            {t('staff.back')}
          </Button>
        ) : (
          <>
            <Button variant="default" onClick={() => setAsked('signOut')}>
              {t('staff.signOut')}
            </Button>
            {!person.invited && (
              <Button variant="default" onClick={() => setAsked('newLink')}>
                {t('staff.newLink')}
              </Button>
            )}
            {me.id !== id && (
              <Button variant="default" className="danger" onClick={() => setAsked('disable')}>
                {t('staff.disable')}
              </Button>
            )}
          </>
        )}
      </Group>
      <Ask
        open={plain !== null}
        title={plain === null ? '' : t(`staff.ask.${plain}`, { name })}
        yes={plain === null ? '' : t(`staff.${plain}`)}
        busy={act.busy}
        onYes={() => {
          if (plain !== null) void acts[plain]().then(close);
        }}
        onNo={close}
      >
        <Text>{plain !== null && t(`staff.askMore.${plain}`, { name, email })}</Text>
      </Ask>
      {asked === 'disable' && <DisableAsk person={person} everybody={everybody} close={close} />}
    </section>
  );
}
