import { useTranslation } from 'react-i18next';
import { desk } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Empty, Loaded } from '../../../ui/states';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { CalendarForm } from './calendar-form';
import type { Calendar } from './calendar-sheet.rules';

const NEW = 'new';

/** Opening hours, holidays and zones, by which promises are counted. */
export function Calendars() {
  const { t } = useTranslation('admin');
  const { at } = usePlace();
  const may = useCan()('settings.edit');
  const calendars = desk.useQuery('get', '/api/v1/calendars', { params: { query: { limit: 100 } } });
  const read = (): Promise<unknown> => calendars.refetch();
  return (
    <Loaded of={calendars}>
      {({ items }) => (
        <ListAndForm
          label={t('parts.calendars')}
          add={may ? t('calendar.add') : undefined}
          items={items.map(({ key, name, timeZone }) => ({ id: key, title: name, more: timeZone }))}
        >
          {at === undefined && <Empty title={t('calendar.choose')} />}
          {at === NEW && <CalendarForm key={NEW} calendar={blank(items)} read={read} />}
          {at !== undefined && at !== NEW && <OneCalendar key={at} at={at} readList={read} />}
        </ListAndForm>
      )}
    </Loaded>
  );
}

function OneCalendar({ at, readList }: { at: string; readList: () => Promise<unknown> }) {
  const calendar = desk.useQuery('get', '/api/v1/calendars/{key}', { params: { path: { key: at } } });
  return (
    <Loaded of={calendar}>{(found) => <CalendarForm calendar={found} read={() => Promise.all([calendar.refetch(), readList()])} />}</Loaded>
  );
}

/** A new one has the hours that the first own one has. */
function blank(items: readonly Calendar[]): Calendar {
  const like = items.find(({ builtIn }) => !builtIn);
  return {
    ...{ key: '', name: '', version: 0, timeZone: like?.timeZone ?? 'UTC', week: like?.week ?? {}, holidays: [], exceptions: {} },
    ...{ effectiveFrom: '', builtIn: false, warning: null },
  };
}
