import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { useEdit } from '../frame/use-edit';
import { optionsOf } from './choices';
import { keyOf } from './names.rules';
import { TwigForm, useTwig } from './twig-form';
import { parentsFor } from './twigs.rules';

type TouchPoint = View<'TouchPointView'>;
const PHASES = ['before', 'during', 'after'] as const;
const CONTROLS = ['yes', 'partly', 'no'] as const;
const CLASSES = ['money_lost', 'flawed_goods', 'failed_service', 'lack_of_attention', 'time_lost'] as const;

function useTouchPointEdit(touchPoint: TouchPoint | null) {
  const twig = useTwig('touchpoint', '/api/v1/touch-points', touchPoint);
  return useEdit({
    ...twig,
    stored: {
      ...twig.stored,
      phase: touchPoint?.phase ?? 'before',
      control: touchPoint?.control ?? 'yes',
      failureClass: touchPoint?.failureClass ?? 'lack_of_attention',
    },
    send: ({ key, name, parent, phase, control, failureClass, hidden }, version) => {
      const body = { name, parent: parent || null, control, failureClass, ...(parent === '' ? { phase } : {}) };
      if (!touchPoint) return api.POST('/api/v1/touch-points', { body: { ...body, key: key || keyOf(name) } });
      const hiding = hidden === touchPoint.hidden ? {} : { hidden };
      return api.PATCH('/api/v1/touch-points/{ref}', { params: { path: { ref: touchPoint.key } }, body: { ...body, ...hiding, version } });
    },
  });
}

export function TouchPointForm({ touchPoint, all }: { touchPoint: TouchPoint | null; all: readonly TouchPoint[] }) {
  const { t } = useTranslation('admin-people');
  const edit = useTouchPointEdit(touchPoint);
  const { value, change } = edit;
  const names = {
    phase: t('touchPoints.phase'),
    control: t('touchPoints.control'),
    failureClass: t('touchPoints.failureClass'),
  };
  const above = parentsFor(all, touchPoint);
  const parents = PHASES.map((phase) => ({ group: t(`phase.${phase}`), items: optionsOf(above.filter((one) => one.phase === phase)) }));
  return (
    <TwigForm edit={edit} twig={touchPoint} add={t('touchPoints.add')} parents={parents} names={names}>
      {value.parent === '' && (
        <Select
          label={names.phase}
          allowDeselect={false}
          data={PHASES.map((phase) => ({ value: phase, label: t(`phase.${phase}`) }))}
          value={value.phase}
          onChange={(phase) => {
            if (phase) change({ phase });
          }}
        />
      )}
      <Select
        label={names.failureClass}
        description={t('touchPoints.failureClassMore')}
        allowDeselect={false}
        data={CLASSES.map((one) => ({ value: one, label: t(`failureClass.${one}`) }))}
        value={value.failureClass}
        onChange={(failureClass) => {
          if (failureClass) change({ failureClass });
        }}
      />
      <Select
        label={names.control}
        description={t('touchPoints.controlMore')}
        allowDeselect={false}
        data={CONTROLS.map((one) => ({ value: one, label: t(`control.${one}`) }))}
        value={value.control}
        onChange={(control) => {
          if (control) change({ control });
        }}
      />
    </TwigForm>
  );
}
