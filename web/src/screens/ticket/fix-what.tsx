import { Group, Radio, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { DECISIONS, type FixForm, type FixNeeds, KINDS, type Missing, SPOKE } from './fix-form.rules';
import { oneOf } from './form-fields';
import { toBox } from './moments.rules';

export interface FixPart {
  readonly form: FixForm;
  readonly change: (part: Partial<FixForm>) => void;
  readonly missing: readonly Missing[];
  readonly needs: FixNeeds;
}

export function useWrong(missing: readonly Missing[]): (name: Missing) => string | null {
  const { t } = useTranslation('ticket');
  return (name) => (missing.includes(name) ? t(`fix.missing.${name}`) : null);
}

/** What was done, when, and what was decided. */
export function FixWhat({ form, change, missing, needs }: FixPart) {
  const { t } = useTranslation('ticket');
  const wrong = useWrong(missing);
  return (
    <Stack gap="sm">
      <Textarea
        name="summary"
        data-autofocus
        label={t('fix.summary')}
        description={t('fix.summaryMore')}
        autosize
        minRows={3}
        maxRows={12}
        maxLength={4000}
        error={wrong('summary')}
        value={form.summary}
        onChange={(event) => change({ summary: event.currentTarget.value })}
      />
      {needs.contact && (
        <>
          <Radio.Group label={t('fields.how')} value={form.how} onChange={(how) => change({ how: oneOf(SPOKE, how) })}>
            <Group mt={4}>
              {SPOKE.map((how) => (
                <Radio key={how} value={how} label={t(`options.how.${how}`)} />
              ))}
            </Group>
          </Radio.Group>
          <Textarea
            name="note"
            label={t('fields.note')}
            autosize
            minRows={2}
            error={wrong('note')}
            value={form.note}
            onChange={(event) => change({ note: event.currentTarget.value })}
          />
        </>
      )}
      {needs.again && (
        <Textarea
          name="whatChanged"
          label={t('fix.whatChanged')}
          autosize
          minRows={2}
          maxLength={2000}
          error={wrong('whatChanged')}
          value={form.whatChanged}
          onChange={(event) => change({ whatChanged: event.currentTarget.value })}
        />
      )}
      <div className="side-by-side">
        <Select
          label={t('fix.kind')}
          data={KINDS.map((value) => ({ value, label: t(`fix.kinds.${value}`) }))}
          value={form.kind}
          allowDeselect={false}
          onChange={(kind) => change({ kind: oneOf(KINDS, kind ?? undefined) })}
        />
        <Select
          label={t('fix.decision')}
          data={DECISIONS.map((value) => ({ value, label: t(`fix.decisions.${value}`) }))}
          value={form.decision}
          allowDeselect={false}
          onChange={(decision) => change({ decision: oneOf(DECISIONS, decision ?? undefined) })}
        />
        <TextInput
          type="datetime-local"
          label={t('fix.at')}
          max={toBox(deskNow())}
          value={form.at}
          onChange={(event) => change({ at: event.currentTarget.value })}
        />
      </div>
      {form.decision === 'not_upheld' && (
        <>
          {(['whyNot', 'nextStep'] as const).map((name) => (
            <Textarea
              key={name}
              name={name}
              label={t(`fix.${name}`)}
              autosize
              minRows={2}
              maxLength={2000}
              error={wrong(name)}
              value={form[name]}
              onChange={(event) => change({ [name]: event.currentTarget.value })}
            />
          ))}
        </>
      )}
    </Stack>
  );
}
