import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { EditForm } from '../frame/edit-form';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { readAnew, useTerms } from './choices';
import { differences } from './compare';
import { LANGUAGE_OPTIONS, languageName } from './languages';
import { PickOne } from './pick-one';
import { Warnings } from './warnings';

type Term = View<'TermView'>;

/** Hard words that customers meet, said simply. */
export function Glossary() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const terms = useTerms();
  const may = useCan()('settings.edit');
  return (
    <Loaded of={terms}>
      {(items) => {
        const open = items.find(({ id }) => id === at);
        return (
          <ListAndForm
            label={t('glossary.list')}
            items={items.map(({ id, term, language, status }) => ({
              id,
              title: term,
              more: [languageName(language), status === 'hidden' ? t('twigs.hidden') : null].filter((part) => part !== null).join(' · '),
            }))}
            add={may ? t('glossary.add') : undefined}
          >
            {at === undefined && <PickOne none={items.length === 0} more={t('glossary.hint')} />}
            {at === 'new' && <TermForm key="new" term={null} />}
            {open && <TermForm key={open.id} term={open} />}
            {at !== undefined && at !== 'new' && !open && <NotHere />}
          </ListAndForm>
        );
      }}
    </Loaded>
  );
}

function TermForm({ term }: { term: Term | null }) {
  const { t, i18n } = useTranslation('admin-people');
  const { go } = usePlace();
  const edit = useEdit({
    key: `settings:term:${term?.id ?? 'new'}`,
    stored: {
      term: term?.term ?? '',
      language: term?.language ?? i18n.language,
      explanation: term?.explanation ?? '',
      status: term?.status ?? 'active',
    },
    version: term?.version ?? 0,
    problems: (form) => ({
      ...(form.term.trim().length < 2 ? { term: t('missing.term') } : {}),
      ...(form.explanation.trim() === '' ? { explanation: t('missing.explanation') } : {}),
    }),
    send: ({ term: word, language, explanation, status }, version) =>
      term
        ? api.PATCH('/api/v1/glossary/{id}', { params: { path: { id: term.id } }, body: { explanation, status, version } })
        : api.POST('/api/v1/glossary', { body: { term: word, language, explanation } }),
    after: async (saved) => {
      await readAnew('/api/v1/glossary');
      if (saved && !term) await go(saved.id);
    },
  });
  const { value, change, wrong } = edit;
  const names = { explanation: t('glossary.explanation'), status: t('inUse') };
  return (
    <EditForm edit={edit} label={term?.term ?? t('glossary.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={t('glossary.term')}
        description={term ? t('glossary.termStays') : undefined}
        maxLength={80}
        readOnly={term !== null}
        error={wrong('term')}
        value={value.term}
        onChange={(event) => change({ term: event.currentTarget.value })}
      />
      <Select
        label={t('language')}
        disabled={term !== null}
        allowDeselect={false}
        data={LANGUAGE_OPTIONS}
        value={value.language}
        onChange={(language) => change({ language: language ?? 'en' })}
      />
      <Textarea
        label={names.explanation}
        description={t('glossary.explanationMore')}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={400}
        error={wrong('explanation')}
        value={value.explanation}
        onChange={(event) => change({ explanation: event.currentTarget.value })}
      />
      {term && <Warnings of={term.warnings} />}
      {term && (
        <Switch
          label={names.status}
          description={t('inUseMore')}
          checked={value.status === 'active'}
          onChange={(event) => change({ status: event.currentTarget.checked ? 'active' : 'hidden' })}
        />
      )}
    </EditForm>
  );
}
