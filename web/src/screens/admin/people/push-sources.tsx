import { Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { PickOne } from './pick-one';
import { PushSourceForm } from './push-source-form';
import { PushSourcePanel } from './push-source-panel';
import { ShownOnce } from './shown-once';

/** Systems that report steps of the work by themselves: workshop, courier, billing. */
export function PushSources() {
  const can = useCan();
  return can('settings.edit') ? <Sources /> : <NotHere />;
}

function Sources() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const formats = useFormats();
  const sources = desk.useQuery('get', '/api/v1/push-sources', {});
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('push.address')} <code dir="ltr">{`${window.location.origin}/webhooks/status`}</code>
      </Text>
      <Loaded of={sources}>
        {({ items }) => {
          const open = items.find(({ id }) => id === at);
          return (
            <ListAndForm
              label={t('push.list')}
              items={items.map(({ id, name, createdAt }) => ({
                id,
                title: name,
                more: t('push.since', { date: formats.date(createdAt) }),
              }))}
              add={t('push.add')}
            >
              {at === undefined && <PickOne none={items.length === 0} more={t('push.hint')} />}
              {at === 'new' && <PushSourceForm made={setSecret} />}
              {open && <PushSourcePanel key={open.id} source={open} made={setSecret} />}
              {at !== undefined && at !== 'new' && !open && <NotHere />}
            </ListAndForm>
          );
        }}
      </Loaded>
      <ShownOnce title={t('push.secretTitle')} more={t('push.secretMore')} secret={secret} close={() => setSecret(null)} />
    </>
  );
}
