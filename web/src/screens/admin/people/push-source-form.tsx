import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { readAnew } from './choices';

/** A new source: a name is enough, the secret comes back. */
export function PushSourceForm({ made }: { made: (secret: string) => void }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const edit = useEdit({
    key: 'settings:pushsource:new',
    stored: { name: '' },
    version: 0,
    problems: (form): { name?: string } => (form.name.trim() === '' ? { name: t('missing.name') } : {}),
    send: ({ name }) => api.POST('/api/v1/push-sources', { body: { name } }),
    after: async (saved) => {
      if (saved) made(saved.secret);
      await readAnew('/api/v1/push-sources');
      if (saved) await go(saved.id);
    },
  });
  return (
    <EditForm edit={edit} label={t('push.add')} saveWord={t('push.make')}>
      <TextInput
        label={t('name')}
        description={t('push.nameMore')}
        maxLength={100}
        error={edit.wrong('name')}
        value={edit.value.name}
        onChange={(event) => edit.change({ name: event.currentTarget.value })}
      />
    </EditForm>
  );
}
