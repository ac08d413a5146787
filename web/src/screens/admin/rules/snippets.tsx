import { useTranslation } from 'react-i18next';
import { desk } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Empty, Loaded, NotHere } from '../../../ui/states';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { SnippetForm } from './snippet-form';

const NEW = 'new';

/** Ready sentences for replies, called up with `::`. */
export function Snippets() {
  const { t } = useTranslation('admin');
  const { at } = usePlace();
  const may = useCan()('settings.edit');
  const snippets = desk.useQuery('get', '/api/v1/snippets');
  const read = (): Promise<unknown> => snippets.refetch();
  return (
    <Loaded of={snippets}>
      {({ items }) => {
        const open = items.find(({ id }) => id === at);
        return (
          <ListAndForm
            label={t('parts.snippets')}
            add={may ? t('snippet.add') : undefined}
            items={items.map(({ id, key, language, text, hidden }) => ({
              id,
              title: `${key} · ${language}`,
              more: hidden ? t('snippet.isHidden') : text.slice(0, 60),
            }))}
          >
            {at === undefined && <Empty title={t(items.length === 0 ? 'snippet.none' : 'snippet.choose')} />}
            {at === NEW && <SnippetForm key={NEW} snippet={null} read={read} />}
            {open && <SnippetForm key={open.id} snippet={open} read={read} />}
            {at !== undefined && at !== NEW && !open && <NotHere />}
          </ListAndForm>
        );
      }}
    </Loaded>
  );
}
