import { NativeSelect, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { Ask } from '../../../ui/ask';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import type { Difference } from '../frame/version-conflict';
import { PolicyMatrix } from './policy-matrix';
import { PolicyPoints } from './policy-points';
import { bodyOf, isWhole, type Policy, type Sheet, sheetOf } from './policy-sheet.rules';
import { PolicyTrial } from './policy-trial';
import { PolicyVersions } from './policy-versions';
import { useLengthText } from './use-length-text';

interface PolicyFormProps {
  /** Version 0 = not published yet. */
  readonly policy: Policy;
  readonly versions: readonly Policy[];
  /** Places without a policy of their own. */
  readonly free: readonly View<'LocationView'>[];
  readonly placeOf: (key: string | null) => string;
  readonly read: () => Promise<unknown>;
}

/** One policy: its promises, its warnings, what it would have done, and publishing it as the next version. */
export function PolicyForm({ policy, versions, free, placeOf, read }: PolicyFormProps) {
  const { t } = useTranslation('admin');
  const { go } = usePlace();
  const write = useLengthText();
  const [asking, setAsking] = useState(false);
  const isNew = policy.version === 0;
  const edit = useEdit<Sheet, Policy>({
    key: `settings:policies:${isNew ? 'new' : policy.key}`,
    stored: sheetOf(policy, write),
    version: policy.version,
    problems: (sheet) => ({
      ...(!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(sheet.key) && { key: t('keyRule') }),
      ...(isNew && sheet.location === '' && { location: t('policy.choosePlace') }),
      ...(!isWhole(sheet) && { lines: t('policy.notWhole') }),
    }),
    send: (sheet, version) =>
      api.POST('/api/v1/policies', {
        body: { key: sheet.key, version, ...(sheet.location !== '' && { location: sheet.location }), ...bodyOf(sheet) },
      }),
    async after(saved) {
      await read();
      if (isNew && saved) await go(saved.key);
    },
  });
  const sheet = edit.value;
  const next = policy.version + 1;
  return (
    <>
      <EditForm
        edit={edit}
        label={t('policy.label', { place: placeOf(policy.location) })}
        saveWord={t('policy.publish')}
        onSave={() => {
          if (edit.check()) setAsking(true);
        }}
        compare={(theirs) => differences(sheet, theirs, write, t)}
      >
        {isNew && <NewPolicy edit={edit} free={free} />}
        <section className="card">
          <Title order={2}>{t('policy.promises')}</Title>
          <Text size="sm" c="dimmed" mb="sm">
            {t('policy.promisesMore')}
          </Text>
          <PolicyMatrix lines={sheet.lines} change={(lines) => edit.change({ lines })} />
        </section>
        <section className="card">
          <Title order={2}>{t('policy.points')}</Title>
          <PolicyPoints points={sheet.points} change={(points) => edit.change({ points })} />
        </section>
      </EditForm>
      <PolicyTrial sheet={sheet} />
      {!isNew && <PolicyVersions versions={versions} take={(version) => edit.change(sheetOf(version, write))} />}
      <Ask
        open={asking}
        title={t('policy.askTitle', { version: next })}
        yes={t('policy.publish')}
        onNo={() => setAsking(false)}
        onYes={() => {
          setAsking(false);
          void edit.save();
        }}
      >
        <Stack gap="xs">
          <Text>{t('policy.askMore', { place: placeOf(sheet.location === '' ? null : sheet.location) })}</Text>
          <Text>{t('policy.askRunning')}</Text>
        </Stack>
      </Ask>
    </>
  );
}

function NewPolicy({ edit, free }: { edit: ReturnType<typeof useEdit<Sheet, Policy>>; free: PolicyFormProps['free'] }) {
  const { t } = useTranslation('admin');
  return (
    <section className="card admin-pair">
      <NativeSelect
        label={t('policy.place')}
        data={[{ value: '', label: t('choose') }, ...free.map(({ key, name }) => ({ value: key, label: name }))]}
        value={edit.value.location}
        error={edit.wrong('location')}
        onChange={({ currentTarget: { value } }) => edit.change({ location: value, ...(edit.value.key === '' && { key: value }) })}
      />
      <TextInput
        label={t('key')}
        description={t('keyMore')}
        value={edit.value.key}
        error={edit.wrong('key')}
        onChange={({ currentTarget: { value } }) => edit.change({ key: value })}
      />
    </section>
  );
}

type Words = ReturnType<typeof useTranslation<'admin'>>['t'];

/** The cells in which what the other person published is not what stands here. */
function differences(mine: Sheet, theirs: unknown, write: ReturnType<typeof useLengthText>, t: Words): Difference[] {
  if (!isPolicy(theirs)) return [];
  const other = sheetOf(theirs, write);
  return mine.lines.flatMap(({ clock, channel, cells }) => {
    const line = other.lines.find((one) => one.clock === clock && one.channel === channel);
    return (['S1', 'S2', 'S3', 'S4'] as const).flatMap((severity) => {
      const [a, b] = [cells[severity].text, line?.cells[severity].text ?? ''];
      const name = `${t(`shell:clock.names.${clock}`)} · ${t(`policy.channel.${channel ?? 'any'}`)} · ${t(`shell:severity.${severity}`)}`;
      return a === b ? [] : [{ name, mine: a, theirs: b }];
    });
  });
}

function isPolicy(value: unknown): value is Policy {
  return typeof value === 'object' && value !== null && 'targets' in value && 'points' in value;
}
