import { Select, Stack, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { CauseBox } from './field-box';
import { FAILURES, FAULTS } from './fix-form.rules';
import { type FixPart, useWrong } from './fix-what';
import { oneOf } from './form-fields';

/** Whose fault it was, why it happened, and whether somebody said sorry. */
export function FixWhy({ form, change, missing }: FixPart) {
  const { t } = useTranslation('ticket');
  const wrong = useWrong(missing);
  return (
    <Stack gap="sm">
      <div className="side-by-side">
        <Select
          label={t('fix.fault')}
          data={FAULTS.map((value) => ({ value, label: t(`fix.faults.${value}`) }))}
          value={form.fault}
          allowDeselect={false}
          onChange={(fault) => change({ fault: oneOf(FAULTS, fault ?? undefined) })}
        />
        <CauseBox
          name="cause"
          label={t('fix.cause')}
          error={null}
          value={form.cause}
          change={(cause) => change({ cause: cause === '' ? 'unknown_yet' : cause })}
        />
        <Select
          label={t('fix.failure')}
          data={FAILURES.map((value) => ({ value, label: t(`fix.failures.${value}`) }))}
          value={form.failureClass}
          allowDeselect={false}
          onChange={(value) => change({ failureClass: oneOf(FAILURES, value ?? undefined) })}
        />
      </div>
      <Switch label={t('fix.sorryBox')} checked={form.sorry} onChange={(event) => change({ sorry: event.currentTarget.checked })} />
      {!form.sorry && (
        <TextInput
          name="whyNotSorry"
          label={t('fix.whyNotSorry')}
          maxLength={500}
          error={wrong('whyNotSorry')}
          value={form.whyNotSorry}
          onChange={(event) => change({ whyNotSorry: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
