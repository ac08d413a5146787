import { NumberInput, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { useEdit } from '../frame/use-edit';
import { readAnew } from './choices';
import { differences } from './compare';
import type { Money } from './use-money';

type Limit = View<'AuthorityLimitView'>;
const MOST = 1_000_000;

/** How much one role may give without asking. Amounts are typed as people write them and sent in the smallest unit. */
export function LimitForm({ limit, money }: { limit: Limit; money: Money }) {
  const { t } = useTranslation('admin-people');
  const unit = 10 ** money.digits;
  const edit = useEdit({
    key: `settings:limit:${limit.role}`,
    stored: { perGestureMinor: limit.perGestureMinor, perDayMinor: limit.perDayMinor },
    version: limit.version,
    send: (value, version) =>
      api.PATCH('/api/v1/authority-limits/{role}', { params: { path: { role: limit.role } }, body: { ...value, version } }),
    after: () => readAnew('/api/v1/authority-limits'),
  });
  const { value, change } = edit;
  const names = { perGestureMinor: t('limits.perGesture'), perDayMinor: t('limits.perDay') };
  const box = {
    min: 0,
    max: MOST,
    decimalScale: money.digits,
    hideControls: true,
    maw: 380,
    suffix: money.currency ? ` ${money.currency}` : '',
  };
  return (
    <EditForm
      edit={edit}
      label={t(`roles.${limit.role}`)}
      compare={(theirs) => differences(value, theirs, names, (_, minor) => (minor === '' ? t('limits.none') : money.words(Number(minor))))}
    >
      <NumberInput
        {...box}
        label={names.perGestureMinor}
        description={money.currency ? t('limits.perGestureMore') : t('limits.ownCurrency')}
        value={value.perGestureMinor / unit}
        onChange={(amount) => change({ perGestureMinor: Math.round(Number(amount) * unit) })}
      />
      <Switch
        label={t('limits.hasDay')}
        checked={value.perDayMinor !== null}
        onChange={(event) => change({ perDayMinor: event.currentTarget.checked ? value.perGestureMinor * 4 : null })}
      />
      {value.perDayMinor !== null && (
        <NumberInput
          {...box}
          label={names.perDayMinor}
          description={t('limits.perDayMore')}
          value={value.perDayMinor / unit}
          onChange={(amount) => change({ perDayMinor: Math.round(Number(amount) * unit) })}
        />
      )}
    </EditForm>
  );
}
