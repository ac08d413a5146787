import { Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Me, useCan } from '../../../shell/me';
import { SaveBar } from './save-bar';
import type { Saving } from './use-edit';
import type { Difference } from './version-conflict';

interface EditFormProps {
  readonly edit: Saving;
  /** What a screen reader says the form is about. */
  readonly label: string;
  /** Without this right the form can be read only. */
  readonly needs?: Me['permissions'][number];
  /** Instead of saving at once, for instance to ask first. */
  readonly onSave?: () => void;
  readonly saveWord?: string;
  /** What differs from what the other person saved, in words. */
  readonly compare?: (theirs: unknown) => readonly Difference[];
  readonly children: ReactNode;
}

/** A form with its save bar. Who may not change it reads it: the same fields, switched off, and no bar. */
export function EditForm({ edit, label, needs = 'settings.edit', onSave, saveWord, compare, children }: EditFormProps) {
  const { t } = useTranslation('admin');
  const may = useCan()(needs);
  const save = onSave ?? (() => void edit.save());
  return (
    <form
      aria-label={label}
      aria-busy={edit.busy}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (may && edit.dirty) save();
      }}
    >
      {!may && (
        <Text size="sm" c="dimmed" mb="xs">
          {t('readOnly')}
        </Text>
      )}
      <fieldset disabled={!may || edit.busy} className="admin-fields">
        <Stack gap="md">{children}</Stack>
      </fieldset>
      {may && <SaveBar edit={edit} onSave={save} saveWord={saveWord} compare={compare} />}
    </form>
  );
}
