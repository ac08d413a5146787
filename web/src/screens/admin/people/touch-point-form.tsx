import { Select, Switch, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { optionsOf, readAnew } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { keyOf } from './names.rules';
import { parentsFor } from './twigs.rules';

type TouchPoint = View<'TouchPointView'>;
const PHASES = ['before', 'during', 'after'] as const;
const CONTROLS = ['yes', 'partly', 'no'] as const;
const CLASSES = ['money_lost', 'flawed_goods', 'failed_service', 'lack_of_attention', 'time_lost'] as const;
const MOST_LEVELS = 3;

function useTouchPointEdit(touchPoint: TouchPoint | null) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  return useEdit({
    key: `settings:touchpoint:${touchPoint?.key ?? 'new'}`,
    stored: {
      key: touchPoint?.key ?? '',
      name: touchPoint?.name ?? '',
      parent: touchPoint?.parent ?? '',
      phase: touchPoint?.phase ?? 'before',
      control: touchPoint?.control ?? 'yes',
      failureClass: touchPoint?.failureClass ?? 'lack_of_attention',
      hidden: touchPoint?.hidden ?? false,
    },
    version: touchPoint?.version ?? 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...((form.key || keyOf(form.name)) === '' ? { key: t('missing.key') } : {}),
    }),
    send: ({ key, name, parent, phase, control, failureClass, hidden }, version) => {
      const body = { name, parent: parent || null, control, failureClass, ...(parent === '' ? { phase } : {}) };
      if (!touchPoint) return api.POST('/api/v1/touch-points', { body: { ...body, key: key || keyOf(name) } });
      const hiding = hidden === touchPoint.hidden ? {} : { hidden };
      return api.PATCH('/api/v1/touch-points/{ref}', { params: { path: { ref: touchPoint.key } }, body: { ...body, ...hiding, version } });
    },
    after: async (saved) => {
      await readAnew('/api/v1/touch-points');
      if (saved && !touchPoint) await go(saved.key);
    },
  });
}

export function TouchPointForm({ touchPoint, all }: { touchPoint: TouchPoint | null; all: readonly TouchPoint[] }) {
  const { t } = useTranslation('admin-people');
  const edit = useTouchPointEdit(touchPoint);
  const { value, change, wrong } = edit;
  const names = {
    name: t('name'),
    phase: t('touchPoints.phase'),
    parent: t('twigs.parent'),
    control: t('touchPoints.control'),
    failureClass: t('touchPoints.failureClass'),
    hidden: t('twigs.hiddenField'),
  };
  const above = parentsFor(all, touchPoint, MOST_LEVELS);
  return (
    <EditForm edit={edit} label={touchPoint?.name ?? t('touchPoints.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.name}
        maxLength={80}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      {!touchPoint && <KeyField name={value.name} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={names.parent}
        placeholder={t('atTop')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.parent }) }}
        nothingFoundMessage={t('nothingFound')}
        data={PHASES.map((phase) => ({ group: t(`phase.${phase}`), items: optionsOf(above.filter((one) => one.phase === phase)) }))}
        value={value.parent || null}
        onChange={(parent) => change({ parent: parent ?? '' })}
      />
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
      {touchPoint && (
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
