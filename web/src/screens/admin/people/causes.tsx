import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { Loaded, NotHere } from '../../../ui/states';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { optionsOf, readAnew, useCauses } from './choices';
import { keyOf } from './names.rules';
import { PickOne } from './pick-one';
import { TwigForm, useTwig } from './twig-form';
import { TwigList } from './twig-list';
import { parentsFor } from './twigs.rules';
import { useTwigActs } from './use-twig-acts';

type Cause = View<'CauseView'>;

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
  const edit = useEdit({
    ...useTwig('cause', '/api/v1/causes', cause),
    send: ({ key, name, parent, hidden }, version) => {
      const body = { name, parent: parent || null };
      if (!cause) return api.POST('/api/v1/causes', { body: { ...body, key: key || keyOf(name) } });
      const hiding = hidden === cause.hidden ? {} : { hidden };
      return api.PATCH('/api/v1/causes/{ref}', { params: { path: { ref: cause.key } }, body: { ...body, ...hiding, version } });
    },
  });
  return <TwigForm edit={edit} twig={cause} add={t('causes.add')} parents={optionsOf(parentsFor(all, cause))} />;
}
