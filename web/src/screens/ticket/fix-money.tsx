import { Group, Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { REDRESS } from './fix-form.rules';
import { type FixPart, useWrong } from './fix-what';
import { oneOf } from './form-fields';

/** What the customer lost, and what we pay back because we owe it. */
export function FixMoney({ form, change, missing, needs }: FixPart) {
  const { t } = useTranslation('ticket');
  const wrong = useWrong(missing);
  return (
    <Stack gap="sm">
      <Switch
        label={t('fix.pays')}
        description={t('fix.paysMore')}
        checked={form.pays}
        onChange={(event) => change({ pays: event.currentTarget.checked })}
      />
      {form.pays && (
        <div className="side-by-side">
          <Select
            label={t('fix.redressKind')}
            data={REDRESS.map((value) => ({ value, label: t(`fix.redressKinds.${value}`) }))}
            value={form.redressKind}
            allowDeselect={false}
            onChange={(kind) => change({ redressKind: oneOf(REDRESS, kind ?? undefined) })}
          />
          <TextInput
            name="amount"
            inputMode="decimal"
            label={t('fix.amount', { currency: needs.currency })}
            error={wrong('amount')}
            value={form.amount}
            onChange={(event) => change({ amount: event.currentTarget.value })}
          />
          <TextInput
            name="method"
            label={t('fix.method')}
            error={wrong('method')}
            value={form.method}
            onChange={(event) => change({ method: event.currentTarget.value })}
          />
        </div>
      )}
      {form.pays && (
        <Group align="end">
          <Switch label={t('fix.paid')} checked={form.paid} onChange={(event) => change({ paid: event.currentTarget.checked })} />
          {!form.paid && (
            <TextInput
              name="dueOn"
              type="date"
              label={t('fix.dueOn')}
              error={wrong('dueOn')}
              value={form.dueOn}
              onChange={(event) => change({ dueOn: event.currentTarget.value })}
            />
          )}
        </Group>
      )}
      <TextInput
        maw={220}
        name="loss"
        error={wrong('loss')}
        inputMode="decimal"
        label={t('fix.loss', { currency: needs.currency })}
        value={form.loss}
        onChange={(event) => change({ loss: event.currentTarget.value })}
      />
    </Stack>
  );
}
