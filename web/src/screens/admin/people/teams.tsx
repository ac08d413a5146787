import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { EditForm } from '../frame/edit-form';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { nameOf, optionsOf, readAnew, useLocations, useTeams } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { keyOf } from './names.rules';
import { PickOne } from './pick-one';

type Team = View<'TeamView'>;

/** Who works together, and where. */
export function Teams() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const teams = useTeams();
  const locations = useLocations();
  const may = useCan()('settings.edit');
  return (
    <Loaded of={teams}>
      {(items) => {
        const open = items.find(({ key }) => key === at);
        return (
          <ListAndForm
            label={t('teams.list')}
            items={items.map(({ key, name, location }) => ({ id: key, title: name, more: nameOf(locations.data, location) }))}
            add={may ? t('teams.add') : undefined}
          >
            {at === undefined && <PickOne none={items.length === 0} more={t('teams.hint')} />}
            {at === 'new' && <TeamForm key="new" team={null} />}
            {open && <TeamForm key={open.key} team={open} />}
            {at !== undefined && at !== 'new' && !open && <NotHere />}
          </ListAndForm>
        );
      }}
    </Loaded>
  );
}

function TeamForm({ team }: { team: Team | null }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const locations = useLocations();
  const edit = useEdit({
    key: `settings:team:${team?.key ?? 'new'}`,
    stored: { key: team?.key ?? '', name: team?.name ?? '', location: team?.location ?? '' },
    version: team?.version ?? 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...((form.key || keyOf(form.name)) === '' ? { key: t('missing.key') } : {}),
      ...(form.location === '' ? { location: t('missing.location') } : {}),
    }),
    send: ({ key, name, location }, version) =>
      team
        ? api.PATCH('/api/v1/teams/{key}', { params: { path: { key: team.key } }, body: { name, location, version } })
        : api.POST('/api/v1/teams', { body: { key: key || keyOf(name), name, location } }),
    after: async (saved) => {
      await readAnew('/api/v1/teams');
      if (saved && !team) await go(saved.key);
    },
  });
  const { value, change, wrong } = edit;
  const names = { name: t('name'), location: t('location') };
  return (
    <EditForm edit={edit} label={team?.name ?? t('teams.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.name}
        maxLength={200}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {!team && <KeyField name={value.name} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={names.location}
        data={optionsOf(locations.data)}
        searchable
        error={wrong('location')}
        nothingFoundMessage={t('nothingFound')}
        value={value.location || null}
        onChange={(location) => change({ location: location ?? '' })}
      />
    </EditForm>
  );
}
