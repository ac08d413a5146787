import { Alert, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { sentenceOf } from '../../api/problem';
import { useClock } from '../../clock/desk-clock';
import { useCan, useMe } from '../../shell/me';
import { say, sayFailed } from '../../ui/say';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';

/** Who says yes in my place, and in whose place I do. */
export function StandInCard() {
  const { t } = useTranslation(['me', 'shell']);
  const me = useMe();
  const can = useCan();
  const formats = useFormats();
  const cache = useQueryClient();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  const delegations = desk.useQuery('get', '/api/v1/delegations');
  const anew = (): Promise<void> => cache.invalidateQueries({ queryKey: ['get', '/api/v1/delegations'] });
  const end = async (id: string): Promise<void> => {
    const { error } = await api.POST('/api/v1/delegations/{id}/end', { params: { path: { id } } });
    if (error) sayFailed(error);
    else say(t('standIn.ended'));
    await anew();
  };
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="my-stand-in">
      <Title order={2} id="my-stand-in">
        {t('standIn.title')}
      </Title>
      <Loaded of={delegations} lines={2}>
        {({ items }) => {
          const now = items.filter(({ endedAt, endsAt }) => endedAt === null && Date.parse(endsAt) > minute);
          if (now.length === 0) return <Text size="sm">{t('standIn.none')}</Text>;
          return now.map((one) => (
            <Group key={one.id} justify="space-between" wrap="nowrap">
              <Text size="sm">
                {t(one.from === me.id ? 'standIn.forMe' : 'standIn.byMe', {
                  name: one.from === me.id ? one.toName : one.fromName,
                  from: formats.moment(one.startsAt, minute),
                  until: formats.moment(one.endsAt, minute),
                })}
              </Text>
              {one.from === me.id && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={t('standIn.endOne', { name: one.toName })}
                  onClick={() => void end(one.id)}
                >
                  {t('standIn.end')}
                </Button>
              )}
            </Group>
          ));
        }}
      </Loaded>
      {can('gesture.take') && can('staff.see') && <Give done={anew} />}
    </Stack>
  );
}

function Give({ done }: { done: () => Promise<void> }) {
  const { t } = useTranslation('me');
  const me = useMe();
  const { headers, renew } = useCommandKey();
  const staff = desk.useQuery('get', '/api/v1/staff', { params: { query: { limit: 100 } } });
  const [to, setTo] = useState<string | null>(null);
  const [until, setUntil] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const give = async (): Promise<void> => {
    if (to === null || until === '') {
      setRefusal(t('standIn.missing'));
      return;
    }
    const { error } = await api.POST('/api/v1/delegations', { headers, body: { to, endsAt: new Date(until).toISOString() } });
    setRefusal(error ? sentenceOf(error) : null);
    if (error) return;
    renew();
    setTo(null);
    setUntil('');
    say(t('standIn.given'));
    await done();
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    give().catch(sayFailed);
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="sm">
        {refusal !== null && (
          <Alert color="red" role="alert">
            {refusal}
          </Alert>
        )}
        <Select
          label={t('standIn.who')}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('standIn.clear') }}
          nothingFoundMessage={t('standIn.nobody')}
          data={(staff.data?.items ?? [])
            .filter(({ id, status }) => id !== me.id && status === 'active')
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={to}
          onChange={setTo}
        />
        <TextInput
          label={t('standIn.until')}
          description={t('standIn.untilMore')}
          type="datetime-local"
          value={until}
          onChange={({ currentTarget: { value } }) => setUntil(value)}
        />
        <Group>
          <Button type="submit" variant="default">
            {t('standIn.give')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
