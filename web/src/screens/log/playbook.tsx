import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../shell/preferences';
import type { LogForm } from './log-form.rules';

const STEPS = ['listen', 'sorry', 'explain', 'fix', 'oneUp', 'followUp'] as const;

/** Where the talk stands, and what to think of now. */
export function Playbook({ form }: { form: LogForm }) {
  const { t } = useTranslation('log');
  const { playbook } = usePreferences();
  if (!playbook) return null;
  const now = form.fixed ? 'fix' : form.text.trim() === '' ? 'listen' : form.touchPoint === null ? 'sorry' : 'explain';
  return (
    <section className="card" aria-label={t('playbook.name')}>
      <Group gap="md" component="ol" className="steps">
        {STEPS.map((step) => (
          <Text component="li" key={step} size="sm" fw={step === now ? 700 : 400} aria-current={step === now ? 'step' : undefined}>
            {t(`playbook.${step}`)}
          </Text>
        ))}
      </Group>
      <Text size="sm" mt={6}>
        {t(`playbook.hints.${now}`)}
      </Text>
    </section>
  );
}
