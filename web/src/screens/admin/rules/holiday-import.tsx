import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../words/formats';
import { readDates } from './hours-text.rules';

/** Holidays out of a pasted list or an .ics file: says what was understood before anything is taken. */
export function HolidayImport({ known, add }: { known: readonly string[]; add: (dates: readonly string[]) => void }) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const [text, setText] = useState('');
  const { dates, unread } = readDates(text);
  const fresh = dates.filter((date) => !known.includes(date));
  return (
    <Stack gap="xs">
      <Textarea
        label={t('import.label')}
        description={t('import.more')}
        minRows={2}
        maxRows={8}
        autosize
        value={text}
        onChange={({ currentTarget: { value } }) => setText(value)}
      />
      {text.trim() !== '' && (
        <div role="status">
          <Text size="sm">{t('import.found', { count: dates.length, fresh: fresh.length })}</Text>
          {unread.length > 0 && <Text size="sm">{t('import.unread', { words: formats.list(unread.slice(0, 5)) })}</Text>}
        </div>
      )}
      <Group gap="xs">
        <Button
          variant="default"
          disabled={fresh.length === 0}
          onClick={() => {
            add(fresh);
            setText('');
          }}
        >
          {t('import.take', { count: fresh.length })}
        </Button>
        <FileButton accept=".ics,text/calendar,text/plain" onChange={(file) => void file?.text().then(setText)}>
          {(props) => (
            <Button {...props} variant="subtle" leftSection={<IconFileImport size={16} aria-hidden />}>
              {t('import.file')}
            </Button>
          )}
        </FileButton>
      </Group>
    </Stack>
  );
}
