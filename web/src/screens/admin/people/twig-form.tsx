import { Select, Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import type { Edit } from '../frame/use-edit';
import { type optionsOf, readAnew } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { keyOf } from './names.rules';
import type { Twig } from './twigs.rules';

/** What is typed of every twig. `parent` is '' at the top; `key` is '' as long as it follows the name. */
export interface TwigValue {
  readonly key: string;
  readonly name: string;
  readonly parent: string;
  readonly hidden: boolean;
}

/** What the edits of touch points and causes have in common; the fields of one's own and the sending are added to it. */
export function useTwig(kind: 'cause' | 'touchpoint', path: string, twig: Twig | null) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  return {
    key: `settings:${kind}:${twig?.key ?? 'new'}`,
    stored: { key: twig?.key ?? '', name: twig?.name ?? '', parent: twig?.parent ?? '', hidden: twig?.hidden ?? false },
    version: twig?.version ?? 0,
    problems: (form: TwigValue) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...((form.key || keyOf(form.name)) === '' ? { key: t('missing.key') } : {}),
    }),
    after: async (saved: { readonly key: string } | undefined) => {
      await readAnew(path);
      if (saved && !twig) await go(saved.key);
    },
  };
}

type Choices = ReturnType<typeof optionsOf>;

interface TwigFormProps {
  readonly edit: Omit<Edit<TwigValue>, 'wrong'> & { readonly wrong: (field: 'name' | 'key') => string | undefined };
  readonly twig: Twig | null;
  /** What the form is called for something new. */
  readonly add: string;
  /** What may stand above it. */
  readonly parents: Choices | { group: string; items: Choices }[];
  /** How the fields of one's own are called. */
  readonly names?: Readonly<Record<string, string>>;
  readonly children?: ReactNode;
}

/** Name, short name, what stands above it, the fields of one's own, and whether it is hidden. */
export function TwigForm({ edit, twig, add, parents, names: own, children }: TwigFormProps) {
  const { t } = useTranslation('admin-people');
  const { value, change, wrong } = edit;
  const names = { name: t('name'), parent: t('twigs.parent'), ...own, hidden: t('twigs.hiddenField') };
  return (
    <EditForm edit={edit} label={twig?.name ?? add} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.name}
        maxLength={80}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {!twig && <KeyField name={value.name} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={names.parent}
        placeholder={t('atTop')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.parent }) }}
        nothingFoundMessage={t('nothingFound')}
        data={parents}
        value={value.parent || null}
        onChange={(parent) => change({ parent: parent ?? '' })}
      />
      {children}
      {twig && (
        <Switch
          label={names.hidden}
          description={t('twigs.hiddenMore')}
          checked={value.hidden}
          onChange={(event) => change({ hidden: event.currentTarget.checked })}
        />
      )}
    </EditForm>
  );
}
