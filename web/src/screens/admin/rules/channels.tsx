import { Anchor, Stack, Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../../api/client';
import { Loaded } from '../../../ui/states';

/** Names of the settings of each channel, as they stand in `.env`; the order is that of the list. */
const SETTINGS: Readonly<Record<'email' | 'sms' | 'chat' | 'call' | 'post', readonly string[]>> = {
  email: ['SMTP_URL', 'MAIL_FROM', 'SMTP_INTAKE_PORT'],
  sms: ['SMS_URL', 'SMS_TOKEN', 'SMS_FROM'],
  chat: [],
  call: [],
  post: [],
};

/** What is set up and how; health and pausing are in the outbox. Settings come from where the program is started and cannot be changed here. */
export function Channels() {
  const { t } = useTranslation(['admin', 'shell']);
  const channels = desk.useQuery('get', '/api/v1/channels');
  return (
    <Stack>
      <Text>
        {t('ways.more')}{' '}
        <Anchor component={Link} to="/outbox" underline="always">
          {t('ways.outbox')}
        </Anchor>
      </Text>
      <Loaded of={channels}>
        {({ items }) => (
          <ul className="cards" aria-label={t('parts.channels')}>
            {items.map(({ channel, configured, ratePerMinute }) => (
              <li key={channel}>
                <section className="card" aria-label={t(`shell:channel.${channel}`)}>
                  <Text fw={650}>{t(`shell:channel.${channel}`)}</Text>
                  <span className="tag" data-tone={configured ? 'fine' : 'soon'}>
                    {configured ? <IconCheck size={14} aria-hidden /> : <IconX size={14} aria-hidden />}
                    {t(configured ? 'ways.ready' : 'ways.notReady')}
                  </span>
                  <Text size="sm" mt="xs">
                    {t(`ways.how.${channel}`)}
                  </Text>
                  {ratePerMinute !== null && <Text size="sm">{t('ways.rate', { count: ratePerMinute })}</Text>}
                  {SETTINGS[channel].length > 0 && (
                    <Text size="sm" c="dimmed">
                      {t('ways.settings')} <span dir="ltr">{SETTINGS[channel].join(', ')}</span>
                    </Text>
                  )}
                </section>
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </Stack>
  );
}
