import { Alert } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../../api/client';
import { Empty, Loaded } from '../../../ui/states';
import { isLanguage, LANGUAGE_NAMES, LANGUAGES } from '../../../words/words';
import { ListAndForm } from '../frame/list-and-form';
import { usePlace } from '../frame/place';
import { addressOf, placeOf, TEMPLATE_CHANNELS, TEMPLATE_EVENTS, type TemplatePlace } from './template-events';
import { TemplateForm } from './template-form';

/** What the desk writes by itself: an event in the list; its channels and languages above the text. */
export function Templates() {
  const { t, i18n } = useTranslation(['admin', 'shell']);
  const { at } = usePlace();
  const place = placeOf(at);
  const { channel, language } = place ?? { channel: 'email' as const, language: i18n.language };
  return (
    <ListAndForm
      label={t('parts.templates')}
      items={TEMPLATE_EVENTS.map((key) => ({ id: addressOf({ key, channel, language }), title: t(`event.${key}`) }))}
    >
      {place ? <Event place={place} /> : <Empty title={t('template.choose')} />}
    </ListAndForm>
  );
}

function Event({ place }: { place: TemplatePlace }) {
  const { t } = useTranslation(['admin', 'shell']);
  const { key, channel, language } = place;
  const texts = desk.useQuery('get', '/api/v1/templates', { params: { query: { key, limit: 100 } } });
  return (
    <Loaded of={texts}>
      {({ items, fallbacks }) => {
        const languages = [...new Set([...LANGUAGES, ...items.map((one) => one.language), language])];
        const stored = items.find((one) => one.channel === channel && one.language === language);
        const missed = fallbacks.filter((one) => one.key === key && one.channel === channel);
        const versionOf = (of: Partial<TemplatePlace>): View<'TemplateView'> | undefined =>
          items.find((one) => one.channel === (of.channel ?? channel) && one.language === (of.language ?? language));
        return (
          <>
            <Choices label={t('template.channels')}>
              {TEMPLATE_CHANNELS.map((one) => (
                <Choice
                  key={one}
                  to={{ ...place, channel: one }}
                  current={one === channel}
                  name={t(`template.channel.${one}`)}
                  text={versionOf({ channel: one })}
                />
              ))}
            </Choices>
            <Choices label={t('template.languages')}>
              {languages.map((one) => (
                <Choice
                  key={one}
                  to={{ ...place, language: one }}
                  current={one === language}
                  name={isLanguage(one) ? LANGUAGE_NAMES[one] : one}
                  text={versionOf({ language: one })}
                />
              ))}
            </Choices>
            {missed.map((one) => (
              <Alert key={one.language} color="yellow">
                {t('template.fallback', { wanted: nameOf(one.language), used: nameOf(one.used) })}
              </Alert>
            ))}
            <TemplateForm
              key={addressOf(place)}
              place={place}
              stored={stored}
              variables={stored?.variables ?? items[0]?.variables ?? []}
              read={() => texts.refetch()}
            />
          </>
        );
      }}
    </Loaded>
  );
}

function nameOf(language: string): string {
  return isLanguage(language) ? LANGUAGE_NAMES[language] : language;
}

function Choices({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <nav aria-label={label} className="admin-choices">
      {children}
    </nav>
  );
}

/** A channel or language with the version that it has. */
function Choice({
  to,
  current,
  name,
  text,
}: {
  to: TemplatePlace;
  current: boolean;
  name: string;
  text: View<'TemplateView'> | undefined;
}) {
  const { t } = useTranslation('admin');
  return (
    <Link
      to="/admin/$part"
      params={{ part: 'templates' }}
      search={{ at: addressOf(to) }}
      resetScroll={false}
      className="admin-tab"
      aria-current={current ? 'true' : undefined}
    >
      {name} <small>{text ? t('template.version', { version: text.version }) : t('template.missing')}</small>
    </Link>
  );
}
