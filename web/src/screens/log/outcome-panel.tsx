import { Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { Countdown } from '../../ui/countdown';
import { useFormats } from '../../words/formats';
import { useClock } from '../../clock/desk-clock';
import { Loaded } from '../../ui/states';

interface OutcomePanelProps {
  readonly preview: { data: View<'PreviewView'> | undefined; error: unknown; refetch: () => unknown };
  /** The language of what is to be said. */
  readonly spoken: string;
}

/** What to say to the caller, what is promised, and which clocks will run. */
export function OutcomePanel({ preview, spoken }: OutcomePanelProps) {
  const { t } = useTranslation(['log', 'shell']);
  const formats = useFormats();
  const minute = useClock((now) => Math.floor(now / 60_000) * 60_000);
  return (
    <section className="card" aria-label={t('panel')}>
      <Loaded of={preview} lines={4}>
        {(data) => (
          <Stack gap="md">
            <div>
              <Title order={2}>{t('say')}</Title>
              {data.say.map((sentence) => (
                <Text key={sentence} size="lg" mt={4} lang={spoken} dir="auto">
                  {`“${sentence}”`}
                </Text>
              ))}
            </div>
            <div>
              <Title order={2}>{t('clocks')}</Title>
              <Text size="sm" c="dimmed" mb="xs">
                {t('because', { severity: t(`shell:severity.${data.severity}`), why: data.severityReason })}
              </Text>
              <Stack gap={6}>
                {data.clocks.map((clock) => (
                  <Group key={clock.clock} justify="space-between" wrap="nowrap">
                    <Text size="sm">{t(`shell:clock.names.${clock.clock}`)}</Text>
                    <Group gap="xs" wrap="nowrap">
                      <Text size="sm">{formats.moment(clock.dueAt, minute)}</Text>
                      <Countdown dueAt={clock.dueAt} />
                    </Group>
                  </Group>
                ))}
              </Stack>
            </div>
          </Stack>
        )}
      </Loaded>
    </section>
  );
}
