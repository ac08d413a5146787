import { Alert, Select, Text, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { CalendarDays } from './calendar-days';
import { CalendarHolidays } from './calendar-holidays';
import { CalendarPreview } from './calendar-preview';
import { type Calendar, type CalendarSheet, hoursOf, isWhole, sheetOf } from './calendar-sheet.rules';
import { CalendarVersions } from './calendar-versions';

const ZONES = Intl.supportedValuesOf('timeZone');

/** One calendar: name and zone, the week, days on which it is otherwise, what deadlines come out of it. Version 0 = new. */
export function CalendarForm({ calendar, read }: { calendar: Calendar; read: () => Promise<unknown> }) {
  const { t } = useTranslation('admin');
  const { go } = usePlace();
  const isNew = calendar.version === 0;
  const edit = useEdit<CalendarSheet, Calendar>({
    key: `settings:calendars:${isNew ? 'new' : calendar.key}`,
    stored: sheetOf(calendar),
    version: calendar.version,
    problems: (sheet) => ({
      ...(sheet.name.trim() === '' && { name: t('calendar.nameMissing') }),
      ...(!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(sheet.key) && { key: t('keyRule') }),
      ...(!isWhole(sheet) && { week: t('calendar.notWhole') }),
    }),
    send: (sheet, version) =>
      api.POST('/api/v1/calendars', {
        body: {
          ...{ key: sheet.key, name: sheet.name, version, ...hoursOf(sheet) },
          ...(sheet.effectiveFrom !== '' && { effectiveFrom: sheet.effectiveFrom }),
        },
      }),
    async after(saved) {
      await read();
      if (isNew && saved) await go(saved.key);
    },
  });
  const sheet = edit.value;
  const zones = ZONES.includes(sheet.timeZone) ? ZONES : [sheet.timeZone, ...ZONES];
  if (calendar.builtIn) return <Alert>{t('calendar.builtIn')}</Alert>;
  return (
    <>
      {calendar.warning !== null && <Alert color="yellow">{calendar.warning}</Alert>}
      <EditForm edit={edit} label={sheet.name} compare={(theirs) => compare(sheet, theirs, t)}>
        <section className="card admin-pair">
          <TextInput
            label={t('name')}
            value={sheet.name}
            error={edit.wrong('name')}
            onChange={({ currentTarget: { value } }) => edit.change({ name: value })}
          />
          {isNew && (
            <TextInput
              label={t('key')}
              description={t('keyMore')}
              value={sheet.key}
              error={edit.wrong('key')}
              onChange={({ currentTarget: { value } }) => edit.change({ key: value })}
            />
          )}
          <Select
            label={t('calendar.zone')}
            data={zones}
            searchable
            allowDeselect={false}
            value={sheet.timeZone}
            onChange={(value) => edit.change({ timeZone: value ?? sheet.timeZone })}
          />
        </section>
        <section className="card">
          <Title order={2}>{t('calendar.week')}</Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('calendar.weekMore')}
          </Text>
          <CalendarDays week={sheet.week} change={(week) => edit.change({ week })} />
        </section>
        <section className="card">
          <CalendarHolidays sheet={sheet} change={edit.change} />
        </section>
        {!isNew && (
          <section className="card admin-pair">
            <TextInput
              type="date"
              label={t('calendar.from')}
              description={t('calendar.fromMore')}
              value={sheet.effectiveFrom}
              onChange={({ currentTarget: { value } }) => edit.change({ effectiveFrom: value })}
            />
          </section>
        )}
      </EditForm>
      <CalendarPreview sheet={sheet} />
      {calendar.versions && <CalendarVersions versions={calendar.versions} />}
    </>
  );
}

type Words = ReturnType<typeof useTranslation<'admin'>>['t'];

function compare(mine: CalendarSheet, theirs: unknown, t: Words) {
  if (typeof theirs !== 'object' || theirs === null || !('week' in theirs)) return [];
  const other = sheetOf(theirs as Calendar);
  const lines = [
    { name: t('calendar.zone'), mine: mine.timeZone, theirs: other.timeZone },
    { name: t('calendar.week'), mine: mine.week.join(' · '), theirs: other.week.join(' · ') },
    { name: t('calendar.holidays'), mine: mine.holidays.join(', '), theirs: other.holidays.join(', ') },
  ];
  return lines.filter((line) => line.mine !== line.theirs);
}
