import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';

const SEVERITIES = ['S1', 'S2', 'S3', 'S4'] as const;
const SETTLED_MS = 250;

interface Wanted {
  readonly q?: string;
  readonly bad?: string;
}

/** Words and how bad: narrows the list. `f` goes to the words. */
export function Filters({ wanted, change }: { wanted: Wanted; change: (wanted: Wanted) => void }) {
  const { t } = useTranslation(['queue', 'shell']);
  const box = useRef<HTMLInputElement>(null);
  const [words, setWords] = useState(wanted.q ?? '');
  const look = useDebouncedCallback((q: string) => change({ ...wanted, q: q === '' ? undefined : q }), SETTLED_MS);
  useKey({ id: 'queue.filter', keys: 'f', label: 'queue:keys.filter', group: 'queue:title' }, () => box.current?.focus());
  return (
    <Group gap="xs" align="end">
      <TextInput
        ref={box}
        label={t('find')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={words}
        onChange={(event) => {
          setWords(event.currentTarget.value);
          look(event.currentTarget.value.trim());
        }}
        w={{ base: '100%', xs: 230 }}
        size="sm"
      />
      <NativeSelect
        label={t('bad')}
        data={[{ value: '', label: t('anyBad') }, ...SEVERITIES.map((value) => ({ value, label: t(`severity.${value}`) }))]}
        value={wanted.bad ?? ''}
        onChange={({ currentTarget: { value } }) => change({ ...wanted, bad: value === '' ? undefined : value })}
        w={{ base: '100%', xs: 150 }}
        size="sm"
      />
    </Group>
  );
}
