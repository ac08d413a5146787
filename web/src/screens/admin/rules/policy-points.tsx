import { Button, CloseButton, Group, NativeSelect, NumberInput, Stack, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { type Point, pointProblem, RECIPIENTS } from './policy-sheet.rules';

/** Who is told when how much of a promise has gone by. */
export function PolicyPoints({ points, change }: { points: readonly Point[]; change: (points: readonly Point[]) => void }) {
  const { t } = useTranslation(['admin', 'shell']);
  const problem = pointProblem(points);
  const put = (at: number, part: Partial<Point>): void =>
    change(points.map((point, index) => (index === at ? { ...point, ...part } : point)));
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {t('policy.pointsMore')}
      </Text>
      {points.map(({ percent, to }, index) => (
        <Group key={index} gap="xs" wrap="nowrap" align="end">
          <NumberInput
            label={index === 0 ? t('policy.percent') : undefined}
            aria-label={t('policy.percentOf', { number: index + 1 })}
            w={110}
            suffix=" %"
            min={1}
            max={1000}
            allowDecimal={false}
            value={percent}
            onChange={(value) => put(index, { percent: String(value) })}
          />
          <NativeSelect
            label={index === 0 ? t('policy.tell') : undefined}
            miw={0}
            aria-label={t('policy.tellOf', { percent })}
            data={RECIPIENTS.map((value) => ({ value, label: t(`policy.who.${value}`) }))}
            value={to}
            onChange={({ currentTarget: { value } }) => put(index, { to: RECIPIENTS.find((one) => one === value) ?? 'owner' })}
          />
          <CloseButton
            size="lg"
            aria-label={t('policy.removePoint', { percent })}
            onClick={() => change(points.filter((_, at) => at !== index))}
          />
        </Group>
      ))}
      {problem && (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {t(`policy.pointWrong.${problem}`)}
        </Text>
      )}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change([...points, { percent: '', to: 'manager' }])}
        >
          {t('policy.addPoint')}
        </Button>
      </div>
    </Stack>
  );
}
