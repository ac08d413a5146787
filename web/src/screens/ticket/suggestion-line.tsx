import { Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useFormats } from '../../words/formats';
import { useSaid } from '../../words/said';

export function SuggestionLine({ suggestion, place, choose }: { suggestion: View<'SuggestionView'>; place?: number; choose?: () => void }) {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  const inWords = useSaid();
  const { name, reasons, said, cost, face, currency, needs } = suggestion;
  return (
    <li>
      <Group justify="space-between" wrap="nowrap" align="start">
        <div>
          <Group gap="xs" wrap="nowrap">
            {place !== undefined && <kbd className="place">{place}</kbd>}
            <Text fw={600}>{name}</Text>
          </Group>
          <Text size="sm">{t('oneUp.costs', { cost: formats.money(cost, currency), face: formats.money(face, currency) })}</Text>
          <Text size="xs" c="dimmed">
            {inWords(said, reasons.join(' '))}
          </Text>
          {needs !== null && <Text size="sm">{needs}</Text>}
        </div>
        {choose && (
          <Button
            className="no-print whole"
            size="compact-sm"
            variant={place === 1 ? 'filled' : 'default'}
            onClick={choose}
            aria-label={t(needs === null ? 'oneUp.giveWhat' : 'oneUp.askWhat', { name })}
          >
            {t(needs === null ? 'oneUp.give' : 'oneUp.ask')}
          </Button>
        )}
      </Group>
    </li>
  );
}
