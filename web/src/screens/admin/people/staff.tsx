import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Loaded } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { useStaff } from './choices';
import { InviteForm } from './invite-form';
import { Person } from './person';
import type { Link } from './link';
import { PickOne } from './pick-one';

type Staffer = View<'StaffView'>;
/** Who works here, with which rights, and what they look after. */
export function Staff() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const staff = useStaff();
  const may = useCan()('staff.edit');
  const [left, setLeft] = useState(false);
  const [link, setLink] = useState<Link | null>(null);
  const more = usePersonLine();
  return (
    <>
      <Switch label={t('staff.showLeft')} checked={left} onChange={(event) => setLeft(event.currentTarget.checked)} />
      <Loaded of={staff}>
        {(everybody) => {
          const shown = everybody.filter(({ id, status }) => left || status !== 'left' || id === at);
          return (
            <ListAndForm
              label={t('staff.list')}
              items={shown.map((one) => ({ id: one.id, title: one.name, more: more(one) }))}
              add={may ? t('staff.add') : undefined}
            >
              {at === undefined && <PickOne none={shown.length === 0} more={t('staff.hint')} />}
              {at === 'new' && <InviteForm invited={setLink} />}
              {at !== undefined && at !== 'new' && (
                <Person key={at} id={at} everybody={everybody} link={link?.staffId === at ? link : null} newLink={setLink} />
              )}
            </ListAndForm>
          );
        }}
      </Loaded>
    </>
  );
}

function usePersonLine(): (person: Staffer) => string {
  const { t } = useTranslation('admin-people');
  const formats = useFormats();
  return ({ status, invited, grants }) => {
    const roles = [...new Set(grants.map(({ role }) => t(`roles.${role}`)))];
    const state = status === 'active' ? (invited ? t('staff.invited') : null) : t(`staff.status.${status}`);
    return [state, formats.list(roles)].filter((part) => part !== null && part !== '').join(' · ');
  };
}
