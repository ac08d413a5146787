import { useTranslation } from 'react-i18next';
import { useCan } from '../../../shell/me';
import { Loaded, NotHere } from '../../../ui/states';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { useExplainers } from './choices';
import { ExplainerForm } from './explainer-form';
import { languageName } from './languages';
import { PickOne } from './pick-one';

/** What the contract or the warranty says, in plain words, for a cause or a touch point. */
export function Explainers() {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const explainers = useExplainers();
  const may = useCan()('settings.edit');
  return (
    <Loaded of={explainers}>
      {(items) => {
        const open = items.find(({ id }) => id === at);
        return (
          <ListAndForm
            label={t('explainers.list')}
            items={items.map(({ id, title, language, status }) => ({
              id,
              title,
              more: [languageName(language), status === 'hidden' ? t('twigs.hidden') : null].filter((part) => part !== null).join(' · '),
            }))}
            add={may ? t('explainers.add') : undefined}
          >
            {at === undefined && <PickOne none={items.length === 0} more={t('explainers.hint')} />}
            {at === 'new' && <ExplainerForm key="new" explainer={null} />}
            {open && <ExplainerForm key={open.id} explainer={open} />}
            {at !== undefined && at !== 'new' && !open && <NotHere />}
          </ListAndForm>
        );
      }}
    </Loaded>
  );
}
