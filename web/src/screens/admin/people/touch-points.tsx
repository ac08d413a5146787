import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { Loaded, NotHere } from '../../../ui/states';
import { usePlace } from '../frame/place';
import { readAnew, useTouchPoints } from './choices';
import { PickOne } from './pick-one';
import { TouchPointForm } from './touch-point-form';
import { TwigList } from './twig-list';
import { useTwigActs } from './use-twig-acts';

type TouchPoint = View<'TouchPointView'>;
const PHASES = ['before', 'during', 'after'] as const;

/** Where customers meet us, in the order of their journey. */
export function TouchPoints() {
  const touchPoints = useTouchPoints();
  return <Loaded of={touchPoints}>{({ items }) => <Journey rows={items} />}</Loaded>;
}

function Journey({ rows }: { rows: readonly TouchPoint[] }) {
  const { t } = useTranslation('admin-people');
  const { at } = usePlace();
  const acts = useTwigActs(
    rows,
    (ref, body) => api.PATCH('/api/v1/touch-points/{ref}', { params: { path: { ref } }, body }),
    () => readAnew('/api/v1/touch-points'),
  );
  const open = rows.find(({ key }) => key === at);
  const groups = PHASES.map((phase) => ({ title: t(`phase.${phase}`), rows: rows.filter((row) => row.phase === phase) }));
  return (
    <TwigList label={t('touchPoints.list')} add={t('touchPoints.add')} rows={rows} groups={groups} acts={acts}>
      {at === undefined && <PickOne none={rows.length === 0} more={t('touchPoints.hint')} />}
      {at === 'new' && <TouchPointForm key="new" touchPoint={null} all={rows} />}
      {open && <TouchPointForm key={open.key} touchPoint={open} all={rows} />}
      {at !== undefined && at !== 'new' && !open && <NotHere />}
    </TwigList>
  );
}
