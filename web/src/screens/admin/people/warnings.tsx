import { Alert, List } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { View } from '../../../api/client';

/** What makes a text hard to read, in the desk's own words. It is saved all the same. */
export function Warnings({ of }: { of: View<'ExplainerView'>['warnings'] }) {
  const { t } = useTranslation('admin-people');
  if (of.length === 0) return null;
  return (
    <Alert color="yellow" title={t('hardToRead', { count: of.length })}>
      <List size="sm">
        {of.map(({ says, sentence }) => (
          <List.Item key={`${says} ${sentence ?? ''}`}>
            {says} {sentence !== null && <q>{sentence}</q>}
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
