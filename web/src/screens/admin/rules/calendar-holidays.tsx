import { Button, CloseButton, Group, Pill, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../../words/formats';
import type { CalendarSheet } from './calendar-sheet.rules';
import { HolidayImport } from './holiday-import';
import { readSpans } from './hours-text.rules';

interface HolidaysProps {
  readonly sheet: CalendarSheet;
  readonly change: (part: Partial<CalendarSheet>) => void;
}

/** Days on which it is closed, and days with hours of their own. */
export function CalendarHolidays({ sheet, change }: HolidaysProps) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const [date, setDate] = useState('');
  const add = (dates: readonly string[]): void => change({ holidays: [...new Set([...sheet.holidays, ...dates])].sort() });
  const take = (): void => {
    if (date === '') return;
    add([date]);
    setDate('');
  };
  return (
    <Stack>
      <Title order={2}>{t('calendar.holidays')}</Title>
      {sheet.holidays.length === 0 && <Text size="sm">{t('calendar.noHolidays')}</Text>}
      <Group gap="xs" {...(sheet.holidays.length > 0 && { role: 'list', 'aria-label': t('calendar.holidays') })}>
        {sheet.holidays.map((one) => (
          <Pill
            key={one}
            role="listitem"
            size="lg"
            withRemoveButton
            removeButtonProps={{
              'aria-label': t('calendar.remove', { date: formats.date(one, 'UTC') }),
              tabIndex: 0,
              'aria-hidden': false,
            }}
            onRemove={() => change({ holidays: sheet.holidays.filter((kept) => kept !== one) })}
          >
            {formats.date(one, 'UTC')}
          </Pill>
        ))}
      </Group>
      <Group align="end" gap="xs">
        <TextInput
          type="date"
          label={t('calendar.addHoliday')}
          value={date}
          onChange={({ currentTarget: { value } }) => setDate(value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault();
            take();
          }}
        />
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} disabled={date === ''} onClick={take}>
          {t('calendar.addDay')}
        </Button>
      </Group>
      <HolidayImport known={sheet.holidays} add={add} />
      <Exceptions sheet={sheet} change={change} />
    </Stack>
  );
}

function Exceptions({ sheet, change }: HolidaysProps) {
  const { t } = useTranslation('admin');
  const put = (at: number, part: { date?: string; hours?: string }): void =>
    change({ exceptions: sheet.exceptions.map((one, index) => (index === at ? { ...one, ...part } : one)) });
  return (
    <Stack gap="xs">
      <Title order={3}>{t('calendar.exceptions')}</Title>
      <Text size="sm" c="dimmed">
        {t('calendar.exceptionsMore')}
      </Text>
      {sheet.exceptions.map(({ date, hours }, index) => (
        <Group key={index} gap="xs" align="start" wrap="nowrap">
          <TextInput
            type="date"
            aria-label={t('calendar.exceptionDate', { number: index + 1 })}
            value={date}
            error={date === ''}
            onChange={({ currentTarget: { value } }) => put(index, { date: value })}
          />
          <TextInput
            aria-label={t('calendar.exceptionHours', { number: index + 1 })}
            placeholder={t('calendar.closed')}
            value={hours}
            error={readSpans(hours) === null && t('calendar.wrongHours')}
            onChange={({ currentTarget: { value } }) => put(index, { hours: value })}
          />
          <CloseButton
            size="lg"
            aria-label={t('calendar.removeException', { number: index + 1 })}
            onClick={() => change({ exceptions: sheet.exceptions.filter((_, at) => at !== index) })}
          />
        </Group>
      ))}
      <div>
        <Button
          variant="default"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={() => change({ exceptions: [...sheet.exceptions, { date: '', hours: '' }] })}
        >
          {t('calendar.addException')}
        </Button>
      </div>
    </Stack>
  );
}
