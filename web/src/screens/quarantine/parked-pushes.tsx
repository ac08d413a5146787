import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { LIVE, queries } from '../../api/queries';
import { sentenceOf } from '../../api/problem';
import { useClock } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { say, sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';

/** News of partners that name no ticket we know; a person says which one is meant. */
export function ParkedPushes() {
  const { t } = useTranslation('quarantine');
  const pushes = desk.useQuery('get', '/api/v1/pushes', { params: { query: { state: 'parked', limit: 50 } } }, { meta: LIVE });
  return (
    <section aria-labelledby="parked-pushes">
      <Title order={2} id="parked-pushes" mb="sm">
        {t('pushes')}
      </Title>
      <Loaded of={pushes} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text>{t('noPushes')}</Text>
          ) : (
            <ul className="cards" aria-label={t('pushes')}>
              {items.map((push) => (
                <li key={push.id}>
                  <ParkedPush push={push} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  );
}

function ParkedPush({ push }: { push: View<'PushView'> }) {
  const { t } = useTranslation('quarantine');
  const formats = useFormats();
  const can = useCan();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const { headers, renew } = useCommandKey();
  const [ticket, setTicket] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const box = useRef<HTMLInputElement>(null);
  const assign = async (): Promise<void> => {
    const label = ticket.trim().toUpperCase();
    const number = /^\d+$/.test(label) ? `R-${label}` : label;
    if (number === '') {
      setRefusal(t('whichTicket'));
      box.current?.focus();
      return;
    }
    const { error } = await api.POST('/api/v1/pushes/{id}/assign', {
      headers,
      params: { path: { id: push.id } },
      body: { ticket: number },
    });
    if (error) {
      setRefusal(sentenceOf(error) ?? t('notTaken'));
      box.current?.focus();
      return;
    }
    renew();
    say(t('assigned', { label: number }));
    await queries.invalidateQueries({ queryKey: ['get', '/api/v1/pushes'] });
  };
  return (
    <Group className="card" justify="space-between" align="start" gap="md">
      <Stack gap={4} style={{ flex: '1 1 16rem', minInlineSize: 0 }}>
        <Text fw={650}>{t('push', { source: push.source, step: t(`step.${push.step}`), ref: push.ref })}</Text>
        {push.text !== null && <Text dir="auto">{`“${push.text}”`}</Text>}
        <Text size="sm" c="dimmed">
          {t('pushAt', { at: formats.moment(push.at, minute) })}
        </Text>
      </Stack>
      {can('quarantine.decide') && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            assign().catch(sayFailed);
          }}
        >
          <Group gap="xs" align="end">
            <TextInput
              ref={box}
              label={t('ticket', { ref: push.ref })}
              placeholder="R-1001"
              error={refusal}
              value={ticket}
              onChange={({ currentTarget: { value } }) => setTicket(value)}
            />
            <Button type="submit" variant="default">
              {t('assign')}
            </Button>
          </Group>
        </form>
      )}
    </Group>
  );
}
