import { Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { readAnew, useStaff } from './choices';
import { RoleFields } from './role-fields';
import { grantOf, NO_ROLE, roleMissing } from './roles.rules';
import type { Link } from './link';

const MAIL = /^[^\s@]+@[^\s@]+$/;

/** A new colleague: name, address, first role. The mail with the link goes out at once, and the link is shown here too. */
export function InviteForm({ invited }: { invited: (link: Link) => void }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const staff = useStaff();
  const [tried, setTried] = useState(false);
  const edit = useEdit({
    key: 'settings:staff:new',
    stored: { name: '', email: '', phone: '', managerId: '', wish: NO_ROLE },
    version: 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...(MAIL.test(form.email.trim()) ? {} : { email: t('missing.email') }),
      ...(roleMissing(form.wish) === null ? {} : { wish: t('missing.role') }),
    }),
    send: ({ name, email, phone, managerId, wish }) => {
      const grant = grantOf(wish);
      return api.POST('/api/v1/staff', {
        body: { name, email, phone: phone || null, managerId: managerId || null, grants: grant ? [grant] : [] },
      });
    },
    after: async (saved) => {
      if (saved) invited({ staffId: saved.staff.id, ...saved.invitation });
      await readAnew('/api/v1/staff');
      if (saved) await go(saved.staff.id);
    },
  });
  const { value, change, wrong } = edit;
  return (
    <EditForm
      edit={edit}
      label={t('staff.add')}
      needs="staff.edit"
      saveWord={t('staff.invite')}
      onSave={() => {
        setTried(true);
        void edit.save();
      }}
    >
      <TextInput
        label={t('name')}
        maxLength={120}
        autoComplete="off"
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        type="email"
        label={t('staff.email')}
        description={t('staff.emailMore')}
        maxLength={254}
        autoComplete="off"
        error={wrong('email')}
        value={value.email}
        onChange={(event) => change({ email: event.currentTarget.value })}
      />
      <RoleFields wish={value.wish} change={(wish) => change({ wish })} tried={tried} />
      <Select
        label={t('staff.manager')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: t('staff.manager') }) }}
        nothingFoundMessage={t('nothingFound')}
        data={(staff.data ?? []).filter(({ status }) => status !== 'left').map(({ id, name }) => ({ value: id, label: name }))}
        value={value.managerId || null}
        onChange={(managerId) => change({ managerId: managerId ?? '' })}
      />
      <TextInput
        type="tel"
        label={t('staff.phone')}
        maxLength={40}
        autoComplete="off"
        value={value.phone}
        onChange={(event) => change({ phone: event.currentTarget.value })}
      />
      {value.email !== '' && (
        <Text size="sm" c="dimmed">
          {t('staff.mailGoes', { email: value.email })}
        </Text>
      )}
    </EditForm>
  );
}
