import { Select, Switch, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { optionsOf, readAnew, useCauses, useTouchPoints } from './choices';
import { differences } from './compare';
import { KeyField } from './key-field';
import { LANGUAGE_OPTIONS } from './languages';
import { keyOf } from './names.rules';
import { Warnings } from './warnings';

type Explainer = View<'ExplainerView'>;

function useExplainerEdit(explainer: Explainer | null) {
  const { t, i18n } = useTranslation('admin-people');
  const { go } = usePlace();
  return useEdit({
    key: `settings:explainer:${explainer?.id ?? 'new'}`,
    stored: {
      key: explainer?.key ?? '',
      language: explainer?.language ?? i18n.language,
      title: explainer?.title ?? '',
      body: explainer?.body ?? '',
      cause: explainer?.cause ?? '',
      touchPoint: explainer?.touchPoint ?? '',
      status: explainer?.status ?? 'active',
    },
    version: explainer?.version ?? 0,
    problems: (form) => ({
      ...(form.title.trim() === '' ? { title: t('missing.title') } : {}),
      ...((form.key || keyOf(form.title)) === '' ? { key: t('missing.key') } : {}),
      ...(form.body.trim() === '' ? { body: t('missing.body') } : {}),
      ...(form.cause === '' && form.touchPoint === '' ? { cause: t('missing.causeOrTouchPoint') } : {}),
    }),
    send: ({ key, language, title, body: text, cause, touchPoint, status }, version) => {
      const body = { title, body: text, cause: cause || null, touchPoint: touchPoint || null };
      if (explainer)
        return api.PATCH('/api/v1/explainers/{id}', { params: { path: { id: explainer.id } }, body: { ...body, status, version } });
      return api.POST('/api/v1/explainers', { body: { ...body, language, key: key || keyOf(title) } });
    },
    after: async (saved) => {
      await readAnew('/api/v1/explainers');
      if (saved && !explainer) await go(saved.id);
    },
  });
}

export function ExplainerForm({ explainer }: { explainer: Explainer | null }) {
  const { t } = useTranslation('admin-people');
  const causes = useCauses();
  const touchPoints = useTouchPoints();
  const edit = useExplainerEdit(explainer);
  const { value, change, wrong } = edit;
  const names = {
    title: t('explainers.title'),
    body: t('explainers.body'),
    cause: t('explainers.cause'),
    touchPoint: t('explainers.touchPoint'),
  };
  return (
    <EditForm edit={edit} label={explainer?.title ?? t('explainers.add')} compare={(theirs) => differences(value, theirs, names)}>
      <TextInput
        label={names.title}
        maxLength={120}
        error={wrong('title')}
        value={value.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      {!explainer && <KeyField name={value.title} value={value.key} error={wrong('key')} change={(key) => change({ key })} />}
      <Select
        label={t('language')}
        description={explainer ? undefined : t('explainers.languageMore')}
        disabled={explainer !== null}
        allowDeselect={false}
        data={LANGUAGE_OPTIONS}
        value={value.language}
        onChange={(language) => change({ language: language ?? 'en' })}
      />
      <Select
        label={names.cause}
        description={t('explainers.causeMore')}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.cause }) }}
        error={wrong('cause')}
        nothingFoundMessage={t('nothingFound')}
        data={optionsOf(causes.data?.items)}
        value={value.cause || null}
        onChange={(cause) => change({ cause: cause ?? '' })}
      />
      <Select
        label={names.touchPoint}
        clearable
        searchable
        clearButtonProps={{ 'aria-label': t('clear', { what: names.touchPoint }) }}
        nothingFoundMessage={t('nothingFound')}
        data={optionsOf(touchPoints.data?.items)}
        value={value.touchPoint || null}
        onChange={(touchPoint) => change({ touchPoint: touchPoint ?? '' })}
      />
      <Textarea
        label={names.body}
        description={t('explainers.bodyMore')}
        autosize
        minRows={4}
        maxRows={16}
        maxLength={2000}
        error={wrong('body')}
        value={value.body}
        onChange={(event) => change({ body: event.currentTarget.value })}
      />
      {explainer && <Warnings of={explainer.warnings} />}
      {explainer && (
        <Switch
          label={t('inUse')}
          description={t('inUseMore')}
          checked={value.status === 'active'}
          onChange={(event) => change({ status: event.currentTarget.checked ? 'active' : 'hidden' })}
        />
      )}
    </EditForm>
  );
}
