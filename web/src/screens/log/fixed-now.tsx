import { Checkbox, Select, Stack, Switch, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import type { LogForm } from './log-form.rules';

const KINDS = ['repair', 'replace', 'refund', 'redo', 'correct_record', 'explain', 'apology_only', 'other'] as const;
const FAULTS = ['ours', 'partly', 'not_ours', 'unknown'] as const;

/** Put right on the spot: what was done, whose fault it was, and whether somebody said sorry. The one-up follows on the ticket. */
export function FixedNow({ form, change, wrong }: { form: LogForm; change: (part: Partial<LogForm>) => void; wrong: string | null }) {
  const { t } = useTranslation('log');
  const causes = desk.useQuery('get', '/api/v1/causes', {}, { enabled: form.fixed !== null, staleTime: 300_000 });
  const { fixed } = form;
  const set = (part: Partial<NonNullable<LogForm['fixed']>>): void => {
    if (fixed) change({ fixed: { ...fixed, ...part } });
  };
  return (
    <Stack gap="sm">
      <Switch
        label={t('fixedNow')}
        checked={fixed !== null}
        onChange={(event) =>
          change({
            fixed: event.currentTarget.checked ? { summary: '', kind: 'repair', fault: 'ours', cause: 'unknown_yet', apology: true } : null,
          })
        }
      />
      {fixed && (
        <>
          <Textarea
            label={t('whatDone')}
            description={t('whatDoneMore')}
            autosize
            minRows={2}
            error={wrong}
            value={fixed.summary}
            onChange={(event) => set({ summary: event.currentTarget.value })}
          />
          <div className="side-by-side">
            <Select
              label={t('fixKind')}
              data={KINDS.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
              value={fixed.kind}
              allowDeselect={false}
              onChange={(kind) => {
                if (kind) set({ kind });
              }}
            />
            <Select
              label={t('fault')}
              data={FAULTS.map((fault) => ({ value: fault, label: t(`faults.${fault}`) }))}
              value={fixed.fault}
              allowDeselect={false}
              onChange={(fault) => {
                if (fault) set({ fault });
              }}
            />
            <Select
              label={t('cause')}
              data={[
                { value: 'unknown_yet', label: t('causeUnknown') },
                ...(causes.data?.items ?? []).map(({ key, name }) => ({ value: key, label: name })),
              ]}
              value={fixed.cause}
              allowDeselect={false}
              onChange={(cause) => {
                if (cause) set({ cause });
              }}
            />
          </div>
          <Checkbox label={t('apology')} checked={fixed.apology} onChange={(event) => set({ apology: event.currentTarget.checked })} />
        </>
      )}
    </Stack>
  );
}
