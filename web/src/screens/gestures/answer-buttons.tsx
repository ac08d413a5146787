import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../shell/me';
import { Answered } from './answered';
import type { Answer } from './answer-acts';
import type { Waiting } from './use-waiting';

/** Why this person cannot answer, as a sentence; null where they can. */
export function useWhyNot(): (row: Waiting) => string | null {
  const { t } = useTranslation('gestures');
  const me = useMe();
  return ({ question }) => {
    if (question.askedBy === me.id) return t('notOwn');
    return question.mayDecide ? null : t('needs', { role: t(`roles.${question.needs}`) });
  };
}

/** Yes, less or no; once it is answered, who did. */
export function AnswerButtons({ row, answer }: { row: Waiting; answer: (answer: Answer) => void }) {
  const { t } = useTranslation('gestures');
  const whyNot = useWhyNot()(row);
  if (row.answered) return <Answered row={row} />;
  const name = { what: row.question.name, number: row.question.number };
  return (
    <Stack gap={4}>
      <Group gap={6} wrap="nowrap">
        {(['yes', 'less', 'no'] as const).map((one) => (
          <Button
            key={one}
            size="compact-sm"
            variant={one === 'yes' ? 'filled' : 'default'}
            disabled={whyNot !== null}
            aria-label={t(`answer.${one}To`, name)}
            onClick={() => answer(one)}
          >
            {t(`answer.${one}`)}
          </Button>
        ))}
      </Group>
      {(row.refusal ?? whyNot) !== null && (
        <Text size="sm" c="dimmed">
          {row.refusal ?? whyNot}
        </Text>
      )}
    </Stack>
  );
}
