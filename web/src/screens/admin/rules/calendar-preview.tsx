import { Group, Stack, Table, Text, TextInput, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { Failed, Loading } from '../../../ui/states';
import { useFormats } from '../../../words/formats';
import { type CalendarSheet, hoursOf, isWhole } from './calendar-sheet.rules';
import { isoOf, readLength } from './length-text.rules';
import { useLengthText } from './use-length-text';
import { instantIn } from './zone-time.rules';

const LENGTHS = [30, 60, 120, 240, 480, 720, 960, 1440, 2400, 4800] as const;

/** The next ten deadlines as these hours, saved or not, would make them. */
export function CalendarPreview({ sheet }: { sheet: CalendarSheet }) {
  const { t } = useTranslation('admin');
  const formats = useFormats();
  const write = useLengthText();
  const title = useId();
  const [start, setStart] = useState('');
  const [own, setOwn] = useState('');
  const [hours] = useDebouncedValue(isWhole(sheet) ? JSON.stringify(hoursOf(sheet)) : null, 500);
  const [asked] = useDebouncedValue(own, 500);
  const mine = readLength(asked, 'business');
  const from = start === '' ? null : instantIn(start, sheet.timeZone);
  const lengths = mine === null ? LENGTHS : [mine];
  const preview = useQuery({
    queryKey: ['calendar-preview', hours, from, lengths],
    enabled: hours !== null,
    queryFn: () => Promise.all(lengths.map((length) => deadline(hours ?? '{}', from ?? new Date(deskNow()).toISOString(), length))),
  });
  return (
    <section className="card" aria-labelledby={title}>
      <Stack gap="sm">
        <Title order={2} id={title}>
          {t('preview.title')}
        </Title>
        <Group gap="sm" align="end">
          <TextInput
            type="datetime-local"
            label={t('preview.start')}
            description={t('preview.startMore', { zone: sheet.timeZone })}
            value={start}
            onChange={({ currentTarget: { value } }) => setStart(value)}
          />
          <TextInput label={t('preview.length')} placeholder="6 h" value={own} onChange={({ currentTarget: { value } }) => setOwn(value)} />
        </Group>
        {hours === null && <Text size="sm">{t('calendar.notWhole')}</Text>}
        {preview.isPending && hours !== null && <Loading lines={4} />}
        {preview.isError && <Failed error={preview.error} again={() => void preview.refetch()} />}
        {preview.data && (
          <Table aria-label={t('preview.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('preview.promised')}</Table.Th>
                <Table.Th>{t('preview.due')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {preview.data.map(({ length, dueAt, fallback }) => (
                <Table.Tr key={length}>
                  <Table.Th scope="row">{write(length, 'business')}</Table.Th>
                  <Table.Td>
                    {dueAt && formats.full(dueAt, sheet.timeZone)}
                    {fallback && ` · ${t('preview.fallback')}`}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Stack>
    </section>
  );
}

async function deadline(hours: string, start: string, length: number) {
  const calendar = JSON.parse(hours) as Record<string, unknown>;
  const { data, error } = await api.POST('/api/v1/calendars/preview', { body: { calendar, start, target: isoOf(length) } });
  if (error) throw Object.assign(new Error(error.detail), error);
  return { length, dueAt: data.dueAt, fallback: data.fallback === true };
}
