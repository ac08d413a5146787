import { Button, Group, Input, Select, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';

interface WhereBoxProps {
  readonly value: string | null;
  readonly choose: (touchPoint: string) => void;
  readonly guesses: View<'TouchPointGuessesView'> | undefined;
  readonly wrong: string | null;
}

/** Where it went wrong: the likely ones first, the usual ones after, all of them in the list below. */
export function WhereBox({ value, choose, guesses, wrong }: WhereBoxProps) {
  const { t } = useTranslation('log');
  const { data } = desk.useQuery('get', '/api/v1/touch-points', {}, { staleTime: 300_000 });
  const likely = guesses?.likely ?? [];
  const usual = (guesses?.top ?? []).filter(({ key }) => !likely.some((one) => one.key === key)).slice(0, Math.max(0, 6 - likely.length));
  const stages = (['before', 'during', 'after'] as const).map((stage) => ({
    group: t(`stage.${stage}`),
    items: (data?.items ?? []).filter((one) => one.phase === stage && !one.hidden).map(({ key, name }) => ({ value: key, label: name })),
  }));
  return (
    <Input.Wrapper label={t('where')} error={wrong} labelElement="div">
      <Group gap={6} mt={4} mb={6} role="group" aria-label={t('where')}>
        {[...likely, ...usual].map((one) => (
          <Button
            key={one.key}
            size="compact-sm"
            variant={value === one.key ? 'filled' : 'default'}
            aria-pressed={value === one.key}
            title={'why' in one ? one.why : undefined}
            onClick={() => choose(one.key)}
          >
            {one.name}
          </Button>
        ))}
        <Button
          size="compact-sm"
          variant={value === 'unsure' ? 'filled' : 'default'}
          aria-pressed={value === 'unsure'}
          onClick={() => choose('unsure')}
        >
          {t('unsure')}
        </Button>
      </Group>
      <Select
        aria-label={t('whereAll')}
        placeholder={t('whereAll')}
        data={stages}
        value={value === 'unsure' ? null : value}
        onChange={(key) => {
          if (key !== null) choose(key);
        }}
        searchable
        nothingFoundMessage={t('nothingFound')}
      />
      {likely[0] && value === null && (
        <Text size="sm" c="dimmed" mt={4}>
          {likely[0].why}
        </Text>
      )}
    </Input.Wrapper>
  );
}
