import { SegmentedControl, Select, TextInput, Input } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { useEdit } from '../frame/use-edit';
import { readAnew } from './choices';
import { differences } from './compare';

type Staffer = View<'StaffView'>;

/** Name, number, who leads, and whether somebody is here or away. Leaving is a step of its own. */
export function PersonForm({ person, everybody }: { person: Staffer; everybody: readonly Staffer[] }) {
  const { t } = useTranslation('admin-people');
  const edit = useEdit({
    key: `settings:staff:${person.id}`,
    stored: {
      name: person.name,
      phone: person.phone ?? '',
      directLine: person.directLine ?? '',
      managerId: person.managerId ?? '',
      status: person.status,
    },
    version: person.version,
    problems: (form): { name?: string } => (form.name.trim() === '' ? { name: t('missing.name') } : {}),
    send: ({ name, phone, directLine, managerId, status }, version) =>
      api.PATCH('/api/v1/staff/{id}', {
        params: { path: { id: person.id } },
        body: {
          name,
          phone: phone || null,
          directLine: directLine || null,
          managerId: managerId || null,
          ...(status === person.status ? {} : { status }),
          version,
        },
      }),
    after: () => readAnew('/api/v1/staff'),
  });
  const { value, change, wrong } = edit;
  const names = {
    name: t('name'),
    phone: t('staff.phone'),
    directLine: t('staff.directLine'),
    managerId: t('staff.manager'),
    status: t('staff.state'),
  };
  const nameOf = (id: string): string => everybody.find((one) => one.id === id)?.name ?? id;
  const shown = (field: string, text: string): string =>
    text === '' ? '' : field === 'managerId' ? nameOf(text) : field === 'status' ? t(`staff.status.${text}`) : text;
  return (
    <EditForm edit={edit} label={t('staff.details')} needs="staff.edit" compare={(theirs) => differences(value, theirs, names, shown)}>
      {value.status !== 'left' && (
        <Input.Wrapper label={names.status} description={t('staff.stateMore')} labelElement="div">
          <SegmentedControl
            mt={4}
            aria-label={names.status}
            data={(['active', 'absent'] as const).map((status) => ({ value: status, label: t(`staff.status.${status}`) }))}
            value={value.status}
            onChange={(status) => change({ status })}
          />
        </Input.Wrapper>
      )}
      <TextInput
        label={names.name}
        maxLength={120}
        autoComplete="off"
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <TextInput
        type="tel"
        label={names.phone}
        maxLength={40}
        autoComplete="off"
        value={value.phone}
        onChange={(event) => change({ phone: event.currentTarget.value })}
      />
      <TextInput
        type="tel"
        label={names.directLine}
        description={t('staff.directLineMore')}
        maxLength={40}
        autoComplete="off"
        value={value.directLine}
        onChange={(event) => change({ directLine: event.currentTarget.value })}
      />
      <Select
        label={names.managerId}
        description={t('staff.managerMore')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.managerId }) }}
        nothingFoundMessage={t('nothingFound')}
        data={everybody
          .filter(({ id, status }) => id !== person.id && (status !== 'left' || id === value.managerId))
          .map(({ id, name }) => ({ value: id, label: name }))}
        value={value.managerId || null}
        onChange={(managerId) => change({ managerId: managerId ?? '' })}
      />
    </EditForm>
  );
}
