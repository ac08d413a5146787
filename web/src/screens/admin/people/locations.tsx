import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { Loaded, NotHere } from '../../../ui/states';
import { useCan } from '../../../shell/me';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { nameOf, useLocations } from './choices';
import { LocationForm } from './location-form';
import { PickOne } from './pick-one';

type Location = View<'LocationView'>;

/** Where the work is: each place with its hours, currency and language. */
export function Locations() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const locations = useLocations();
  const may = useCan()('settings.edit');
  return (
    <Loaded of={locations}>
      {(items) => {
        const open = items.find(({ key }) => key === at);
        return (
          <ListAndForm
            label={t('locations.list')}
            items={items.map((one) => ({ id: one.key, title: one.name, more: moreOf(one, items) }))}
            add={may ? t('locations.add') : undefined}
          >
            {at === undefined && <PickOne none={items.length === 0} more={t('locations.hint')} />}
            {at === 'new' && <LocationForm key="new" location={null} all={items} />}
            {open && <LocationForm key={open.key} location={open} all={items} />}
            {at !== undefined && at !== 'new' && !open && <NotHere />}
          </ListAndForm>
        );
      }}
    </Loaded>
  );
}

function moreOf({ parent, zone, currency }: Location, all: readonly Location[]): string {
  return [parent === null ? null : nameOf(all, parent), zone, currency].filter((part) => part !== null).join(' · ');
}
