import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, desk as hooks, type View } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { optionsOf, readAnew } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { dayOf, endOfDay, keyOf } from './names.rules';

type Desk = View<'DeskView'>;
const KINDS = ['vendor', 'in_house'] as const;

export function DeskForm({ desk }: { desk: Desk | null }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const calendars = hooks.useQuery('get', '/api/v1/calendars', {}, { staleTime: 60_000 });
  const edit = useEdit({
    key: `settings:desk:${desk?.key ?? 'new'}`,
    stored: {
      key: desk?.key ?? '',
      name: desk?.name ?? '',
      kind: desk?.kind ?? 'vendor',
      calendar: desk?.calendar ?? '',
      mayFix: desk?.mayFix ?? true,
      endDay: desk?.endsAt ? dayOf(desk.endsAt) : '',
    },
    version: desk?.version ?? 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...((form.key || keyOf(form.name)) === '' ? { key: t('missing.key') } : {}),
    }),
    send: ({ key, name, kind, calendar, mayFix, endDay }, version) => {
      const sameDay = desk?.endsAt && dayOf(desk.endsAt) === endDay;
      const body = { name, calendar: calendar || null, mayFix, endsAt: sameDay ? desk.endsAt : endOfDay(endDay) };
      if (desk) return api.PATCH('/api/v1/desks/{key}', { params: { path: { key: desk.key } }, body: { ...body, version } });
      return api.POST('/api/v1/desks', { body: { ...body, key: key || keyOf(name), kind } });
    },
    after: async (saved) => {
      await readAnew('/api/v1/desks');
      if (saved && !desk) await go(saved.key);
    },
  });
  const { value, change, wrong } = edit;
  const names = { name: t('name'), calendar: t('calendar'), mayFix: t('desks.mayFix') };
  return (
    <EditForm edit={edit} label={desk?.name ?? t('desks.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.name}
        maxLength={200}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {!desk && <KeyField name={value.name} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={t('desks.kind')}
        description={t('desks.kindMore')}
        disabled={desk !== null}
        allowDeselect={false}
        data={KINDS.map((kind) => ({ value: kind, label: t(`desks.kinds.${kind}`) }))}
        value={value.kind}
        onChange={(kind) => {
          if (kind) change({ kind });
        }}
      />
      <TextInput
        type="date"
        maw={260}
        label={t('desks.endDay')}
        description={t('desks.endDayMore')}
        value={value.endDay}
        onChange={(event) => change({ endDay: event.currentTarget.value })}
      />
      <Switch
        label={names.mayFix}
        description={t('desks.mayFixMore')}
        checked={value.mayFix}
        onChange={(event) => change({ mayFix: event.currentTarget.checked })}
      />
      <Select
        label={names.calendar}
        description={t('desks.calendarMore')}
        placeholder={t('desks.calendarNone')}
        clearable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.calendar }) }}
        data={optionsOf(calendars.data?.items)}
        value={value.calendar || null}
        onChange={(calendar) => change({ calendar: calendar ?? '' })}
      />
    </EditForm>
  );
}
