import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { Loaded, NotHere } from '../../../ui/states';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { optionsOf, readAnew, useCauses } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { keyOf } from './names.rules';
import { PickOne } from './pick-one';
import { TwigList } from './twig-list';
import { parentsFor } from './twigs.rules';
import { useTwigActs } from './use-twig-acts';

type Cause = View<'CauseView'>;
const MOST_LEVELS = 3;

/** Why things go wrong; every fix names one. */
export function Causes() {
  const causes = useCauses();
  return <Loaded of={causes}>{({ items }) => <CauseTree rows={items} />}</Loaded>;
}

function CauseTree({ rows }: { rows: readonly Cause[] }) {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const acts = useTwigActs(
    rows,
    (ref, body) => api.PATCH('/api/v1/causes/{ref}', { params: { path: { ref } }, body }),
    () => readAnew('/api/v1/causes'),
  );
  const open = rows.find(({ key }) => key === at);
  return (
    <TwigList label={t('causes.list')} add={t('causes.add')} rows={rows} groups={[{ title: null, rows }]} acts={acts}>
      {at === undefined && <PickOne none={rows.length === 0} more={t('causes.hint')} />}
      {at === 'new' && <CauseForm key="new" cause={null} all={rows} />}
      {open && <CauseForm key={open.key} cause={open} all={rows} />}
      {at !== undefined && at !== 'new' && !open && <NotHere />}
    </TwigList>
  );
}

function CauseForm({ cause, all }: { cause: Cause | null; all: readonly Cause[] }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const edit = useEdit({
    key: `settings:cause:${cause?.key ?? 'new'}`,
    stored: { key: cause?.key ?? '', name: cause?.name ?? '', parent: cause?.parent ?? '', hidden: cause?.hidden ?? false },
    version: cause?.version ?? 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...((form.key || keyOf(form.name)) === '' ? { key: t('missing.key') } : {}),
    }),
    send: ({ key, name, parent, hidden }, version) => {
      const body = { name, parent: parent || null };
      if (!cause) return api.POST('/api/v1/causes', { body: { ...body, key: key || keyOf(name) } });
      const hiding = hidden === cause.hidden ? {} : { hidden };
      return api.PATCH('/api/v1/causes/{ref}', { params: { path: { ref: cause.key } }, body: { ...body, ...hiding, version } });
    },
    after: async (saved) => {
      await readAnew('/api/v1/causes');
      if (saved && !cause) await go(saved.key);
    },
  });
  const { value, change, wrong } = edit;
  const names = { name: t('name'), parent: t('twigs.parent'), hidden: t('twigs.hiddenField') };
  return (
    <EditForm edit={edit} label={cause?.name ?? t('causes.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.name}
        maxLength={80}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {!cause && <KeyField name={value.name} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={names.parent}
        placeholder={t('atTop')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.parent }) }}
        nothingFoundMessage={t('nothingFound')}
        data={optionsOf(parentsFor(all, cause, MOST_LEVELS))}
        value={value.parent || null}
        onChange={(parent) => change({ parent: parent ?? '' })}
      />
      {cause && (
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
