import { Switch } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { useTokens } from './choices';
import { PickOne } from './pick-one';
import { ShownOnce } from './shown-once';
import { TokenForm } from './token-form';
import { TokenPanel } from './token-panel';

type Token = View<'TokenView'>;

/** Keys for other programs: what each may do, until when, and when it was last used. */
export function Tokens() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const can = useCan();
  const [all, setAll] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const tokens = useTokens(all);
  const more = useTokenLine();
  return (
    <>
      {can('staff.edit') && <Switch label={t('tokens.all')} checked={all} onChange={(event) => setAll(event.currentTarget.checked)} />}
      <Loaded of={tokens}>
        {(items) => {
          const open = items.find(({ id }) => id === at);
          return (
            <ListAndForm
              label={t('tokens.list')}
              items={items.map((one) => ({ id: one.id, title: one.name, more: more(one) }))}
              add={t('tokens.add')}
            >
              {at === undefined && <PickOne none={items.length === 0} more={t('tokens.hint')} />}
              {at === 'new' && <TokenForm made={setMade} />}
              {open && <TokenPanel key={open.id} token={open} />}
              {at !== undefined && at !== 'new' && !open && <NotHere />}
            </ListAndForm>
          );
        }}
      </Loaded>
      <ShownOnce title={t('tokens.madeTitle')} more={t('tokens.madeMore')} secret={made} close={() => setMade(null)} />
    </>
  );
}

function useTokenLine(): (token: Token) => string {
  const { t } = useTranslation('admin-people');
  const formats = useFormats();
  return ({ revokedAt, expiresAt }) => {
    if (revokedAt !== null) return t('tokens.revoked', { date: formats.date(revokedAt) });
    return t(Date.parse(expiresAt) > deskNow() ? 'tokens.until' : 'tokens.over', { date: formats.date(expiresAt) });
  };
}
