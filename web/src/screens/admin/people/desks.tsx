import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { useDesks } from './choices';
import { DeskForm } from './desk-form';
import { PickOne } from './pick-one';

type Desk = View<'DeskView'>;

/** Our own desks and those of partners, who see their own queue and nothing else, until their contract ends. */
export function Desks() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const desks = useDesks();
  const may = useCan()('settings.edit');
  const more = useDeskLine();
  return (
    <Loaded of={desks}>
      {(items) => {
        const open = items.find(({ key }) => key === at);
        return (
          <ListAndForm
            label={t('desks.list')}
            items={items.map((one) => ({ id: one.key, title: one.name, more: more(one) }))}
            add={may ? t('desks.add') : undefined}
          >
            {at === undefined && <PickOne none={items.length === 0} more={t('desks.hint')} />}
            {at === 'new' && <DeskForm key="new" desk={null} />}
            {open && <DeskForm key={open.key} desk={open} />}
            {at !== undefined && at !== 'new' && !open && <NotHere />}
          </ListAndForm>
        );
      }}
    </Loaded>
  );
}

function useDeskLine(): (desk: Desk) => string {
  const { t } = useTranslation('admin-people');
  const formats = useFormats();
  return ({ kind, endsAt }) => {
    const end = endsAt === null ? null : t(Date.parse(endsAt) > deskNow() ? 'desks.ends' : 'desks.ended', { date: formats.date(endsAt) });
    return [t(`desks.kinds.${kind}`), end].filter((part) => part !== null).join(' · ');
  };
}
