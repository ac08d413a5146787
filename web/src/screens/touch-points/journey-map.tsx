import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type Branch, branchesOf, PHASES, type TouchPoint } from './journey.rules';
import './journey.css';

/** The journey in three columns, in the order in which customers meet us. */
export function JourneyMap({ points }: { points: readonly TouchPoint[] }) {
  const { t } = useTranslation('touch-points');
  return (
    <div className="journey">
      {PHASES.map((phase) => {
        const branches = branchesOf(points, phase);
        return (
          <Stack key={phase} component="section" gap="sm" aria-labelledby={`phase-${phase}`}>
            <Title order={2} id={`phase-${phase}`}>
              {t(`phase.${phase}`)}
            </Title>
            {branches.length === 0 ? (
              <Text>{t('nothingHere')}</Text>
            ) : (
              branches.map((branch) => <TouchPointCard key={branch.point.key} branch={branch} />)
            )}
          </Stack>
        );
      })}
    </div>
  );
}

function TouchPointCard({ branch: { point, below } }: { branch: Branch }) {
  const { t } = useTranslation('touch-points');
  return (
    <article className="card" aria-label={point.name}>
      <Text fw={650}>{point.name}</Text>
      <Text size="sm" c="dimmed">
        {t(`trouble.${point.failureClass}`)} · {t(`control.${point.control}`)}
      </Text>
      {below.length > 0 && <Below branches={below} name={point.name} />}
    </article>
  );
}

function Below({ branches, name }: { branches: readonly Branch[]; name: string }) {
  const { t } = useTranslation('touch-points');
  return (
    <ul className="below" aria-label={t('below', { name })}>
      {branches.map(({ point, below }) => (
        <li key={point.key}>
          <Text size="sm">{point.name}</Text>
          {below.length > 0 && <Below branches={below} name={point.name} />}
        </li>
      ))}
    </ul>
  );
}
