import { NativeSelect, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { directionOf, LANGUAGE_NAMES, LANGUAGES } from '../../../words/words';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { ChipBox } from './chip-box';

type Snippet = View<'SnippetView'>;
type Words = Pick<Snippet, 'key' | 'language' | 'text' | 'hidden'>;
const BLANKS = ['customer', 'number', 'me'] as const;

/** One text module in one language; null = a new one. */
export function SnippetForm({ snippet, read }: { snippet: Snippet | null; read: () => Promise<unknown> }) {
  const { t, i18n } = useTranslation('admin');
  const { go } = usePlace();
  const stored: Words = snippet
    ? { key: snippet.key, language: snippet.language, text: snippet.text, hidden: snippet.hidden }
    : { key: '', language: i18n.language, text: '', hidden: false };
  const edit = useEdit<Words, Snippet>({
    key: `settings:snippets:${snippet?.id ?? 'new'}`,
    stored,
    version: snippet?.version ?? 0,
    problems: ({ key, text }) => ({
      ...(!/^[a-z0-9][a-z0-9_-]{0,62}$/.test(key) && { key: t('keyRule') }),
      ...(text.trim() === '' && { text: t('snippet.noText') }),
    }),
    send: ({ key, language, text, hidden }, version) =>
      snippet
        ? api.PATCH('/api/v1/snippets/{id}', {
            params: { path: { id: snippet.id } },
            body: { key, language, text, hidden, version },
          })
        : api.POST('/api/v1/snippets', { body: { key, language, text } }),
    async after(saved) {
      await read();
      if (!snippet && saved) await go(saved.id);
    },
  });
  const words = edit.value;
  const languages = LANGUAGES.some((one) => one === words.language) ? [...LANGUAGES] : [words.language, ...LANGUAGES];
  return (
    <EditForm
      edit={edit}
      label={t('snippet.label', { key: words.key })}
      compare={(theirs) =>
        typeof theirs === 'object' && theirs !== null && 'text' in theirs
          ? [{ name: t('snippet.text'), mine: words.text, theirs: String(theirs.text) }]
          : []
      }
    >
      <section className="card">
        <div className="admin-fields-stack">
          <div className="admin-pair">
            <TextInput
              label={t('snippet.key')}
              description={t('snippet.keyMore', { key: words.key === '' ? 'thanks' : words.key })}
              value={words.key}
              error={edit.wrong('key')}
              onChange={({ currentTarget: { value } }) => edit.change({ key: value })}
            />
            <NativeSelect
              label={t('snippet.language')}
              description={t('snippet.languageMore')}
              data={languages.map((value) => ({ value, label: value in LANGUAGE_NAMES ? LANGUAGE_NAMES[value as 'en'] : value }))}
              value={words.language}
              onChange={({ currentTarget: { value } }) => edit.change({ language: value })}
            />
          </div>
          <ChipBox
            label={t('snippet.text')}
            value={words.text}
            error={edit.wrong('text')}
            change={(text) => edit.change({ text })}
            maxLength={4000}
            language={words.language}
            direction={directionOf(words.language)}
            variables={BLANKS.map((name) => ({ name, note: t(`snippet.blank.${name}`), optional: false }))}
          />
          {snippet && (
            <Switch
              label={t('snippet.hide')}
              checked={words.hidden}
              onChange={({ currentTarget: { checked } }) => edit.change({ hidden: checked })}
            />
          )}
        </div>
      </section>
    </EditForm>
  );
}
