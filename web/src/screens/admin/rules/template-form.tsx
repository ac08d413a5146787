import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { smsSize } from '../../../../../src/templates/sms-segments.rules';
import { api, type View } from '../../../api/client';
import { queries } from '../../../api/queries';
import { useFormats } from '../../../words/formats';
import { directionOf } from '../../../words/words';
import { EditForm } from '../frame/edit-form';
import { useEdit } from '../frame/use-edit';
import { ChipBox } from './chip-box';
import type { TemplatePlace } from './template-events';
import { PublishedLook, UnsavedLook } from './template-preview';

interface Words {
  readonly subject: string;
  readonly body: string;
}
interface TemplateFormProps {
  readonly place: TemplatePlace;
  /** What is sent now; undefined = there is none yet. */
  readonly stored: View<'TemplateView'> | undefined;
  readonly variables: View<'TemplateView'>['variables'];
  readonly read: () => Promise<unknown>;
}

/** One text of one channel in one language. Saving makes the next version. */
export function TemplateForm({ place, stored, variables, read }: TemplateFormProps) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const { key, channel, language } = place;
  const isMail = channel === 'email';
  const edit = useEdit<Words, View<'TemplateView'>>({
    key: `settings:templates:${key}:${channel}:${language}`,
    stored: { subject: stored?.subject ?? '', body: stored?.body ?? '' },
    version: stored?.version ?? 0,
    problems: ({ subject, body }) => ({
      ...(isMail && subject.trim() === '' && { subject: t('template.noSubject') }),
      ...(body.trim() === '' && { body: t('template.noBody') }),
    }),
    send: ({ subject, body }, version) =>
      api.POST('/api/v1/templates', { body: { key, channel, language, body, version, ...(isMail && { subject }) } }),
    async after() {
      await read();
      await queries.invalidateQueries({ queryKey: ['get', '/api/v1/templates/{id}/preview'] });
    },
  });
  const words = edit.value;
  return (
    <>
      <EditForm
        edit={edit}
        label={t(`event.${key}`)}
        saveWord={t('template.publish', { version: (stored?.version ?? 0) + 1 })}
        compare={(theirs) => compare(words, theirs, [t('template.subject'), t('template.body')])}
      >
        <section className="card">
          <Title order={2}>{t(`event.${key}`)}</Title>
          <div className="admin-fields-stack">
            <ChipBox
              label={t('template.body')}
              value={words.body}
              error={edit.wrong('body')}
              change={(body) => edit.change({ body })}
              maxLength={10_000}
              language={language}
              direction={directionOf(language)}
              variables={variables}
              below={channel === 'sms' && <SmsCounter text={words.body} />}
              subject={
                isMail
                  ? {
                      label: t('template.subject'),
                      value: words.subject,
                      error: edit.wrong('subject'),
                      change: (subject) => edit.change({ subject }),
                    }
                  : undefined
              }
            />
            {stored && (
              <Text size="sm" c="dimmed">
                {t('template.since', { version: stored.version, date: formats.full(stored.publishedAt) })}
              </Text>
            )}
          </div>
        </section>
      </EditForm>
      {edit.dirty ? <UnsavedLook place={place} words={words} /> : stored && <PublishedLook key={stored.version} text={stored} />}
    </>
  );
}

/** What a text message costs, while it is typed: variables count as they are written here. */
function SmsCounter({ text }: { text: string }) {
  const { t } = useTranslation('admin');
  const { segments, units, left, encoding, strangers } = smsSize(text);
  return (
    <Text size="sm" role="status">
      {t('sms.size', { count: segments, units, left })}
      {encoding === 'UCS-2' && strangers.length > 0 && ` ${t('sms.strangers', { signs: strangers.slice(0, 6).join(' ') })}`}
    </Text>
  );
}

function compare(mine: Words, theirs: unknown, [subject = '', body = '']: readonly string[]) {
  if (typeof theirs !== 'object' || theirs === null || !('body' in theirs) || !('subject' in theirs)) return [];
  const lines = [
    { name: subject, mine: mine.subject, theirs: String(theirs.subject) },
    { name: body, mine: mine.body, theirs: String(theirs.body) },
  ];
  return lines.filter((line) => line.mine !== line.theirs);
}
