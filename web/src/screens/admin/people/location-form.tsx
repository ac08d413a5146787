import { Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { optionsOf, readAnew } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { keyOf } from './names.rules';

type Location = View<'LocationView'>;
const ZONES = Intl.supportedValuesOf('timeZone');
const CURRENCIES = Intl.supportedValuesOf('currency');

function useLocationEdit(location: Location | null) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  return useEdit({
    key: `settings:location:${location?.key ?? 'new'}`,
    stored: {
      key: location?.key ?? '',
      name: location?.name ?? '',
      zone: location?.zone ?? '',
      currency: location?.currency ?? '',
      country: location?.country ?? '',
      language: location?.language ?? '',
      directLine: location?.directLine ?? '',
      calendar: location?.calendar ?? '',
      parent: location?.parent ?? '',
    },
    version: location?.version ?? 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...((form.key || keyOf(form.name)) === '' ? { key: t('missing.key') } : {}),
      ...(form.zone === '' ? { zone: t('missing.zone') } : {}),
      ...(form.currency === '' ? { currency: t('missing.currency') } : {}),
      ...(form.calendar === '' ? { calendar: t('missing.calendar') } : {}),
    }),
    send: ({ key, name, zone, currency, country, language, directLine, calendar, parent }, version) => {
      const body = { name, zone, calendar, parent: parent || null };
      if (location)
        return api.PATCH('/api/v1/locations/{key}', {
          params: { path: { key: location.key } },
          body: { ...body, country: country || null, language: language || null, directLine: directLine || null, version },
        });
      return api.POST('/api/v1/locations', {
        body: {
          ...body,
          key: key || keyOf(name),
          currency,
          country: country || undefined,
          language: language || undefined,
          directLine: directLine || undefined,
        },
      });
    },
    after: async (saved) => {
      await readAnew('/api/v1/locations');
      if (saved && !location) await go(saved.key);
    },
  });
}

export function LocationForm({ location, all }: { location: Location | null; all: readonly Location[] }) {
  const { t } = useTranslation('admin-people');
  const calendars = desk.useQuery('get', '/api/v1/calendars', {}, { staleTime: 60_000 });
  const edit = useLocationEdit(location);
  const { value, change, wrong } = edit;
  const names = {
    name: t('name'),
    zone: t('locations.zone'),
    country: t('locations.country'),
    language: t('language'),
    directLine: t('locations.directLine'),
    calendar: t('calendar'),
    parent: t('locations.parent'),
  };
  return (
    <EditForm edit={edit} label={location?.name ?? t('locations.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.name}
        maxLength={200}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {!location && <KeyField name={value.name} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={names.zone}
        data={ZONES}
        searchable
        error={wrong('zone')}
        nothingFoundMessage={t('nothingFound')}
        value={value.zone || null}
        onChange={(zone) => change({ zone: zone ?? '' })}
      />
      <Select
        label={t('locations.currency')}
        description={location ? t('locations.currencyStays') : t('locations.currencyMore')}
        data={CURRENCIES}
        searchable
        disabled={location !== null}
        error={wrong('currency')}
        nothingFoundMessage={t('nothingFound')}
        value={value.currency || null}
        onChange={(currency) => change({ currency: currency ?? '' })}
      />
      <Select
        label={names.calendar}
        description={t('locations.calendarMore')}
        data={optionsOf(calendars.data?.items)}
        error={wrong('calendar')}
        value={value.calendar || null}
        onChange={(calendar) => change({ calendar: calendar ?? '' })}
      />
      <Select
        label={names.parent}
        description={t('locations.parentMore')}
        placeholder={t('atTop')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.parent }) }}
        data={optionsOf(all.filter(({ key }) => key !== location?.key))}
        value={value.parent || null}
        onChange={(parent) => change({ parent: parent ?? '' })}
      />
      <TextInput
        label={names.country}
        description={t('locations.countryMore')}
        maxLength={2}
        maw={260}
        value={value.country}
        onChange={(event) => change({ country: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={names.language}
        description={t('locations.languageMore')}
        maxLength={35}
        maw={260}
        value={value.language}
        onChange={(event) => change({ language: event.currentTarget.value })}
      />
      <TextInput
        type="tel"
        label={names.directLine}
        description={t('locations.directLineMore')}
        maxLength={40}
        maw={260}
        autoComplete="off"
        value={value.directLine}
        onChange={(event) => change({ directLine: event.currentTarget.value })}
      />
    </EditForm>
  );
}
