import { NavLink, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { useMe } from '../../shell/me';
import { Dialog } from '../../ui/dialog';

export interface Receiver {
  /** null = back into the queue. */
  readonly id: string | null;
  readonly name: string;
}

/** Who shall look after it: me, nobody, or one of the others by a part of the name. Arrows move, Enter gives. */
export function AssignPicker({ title, give, close }: { title: string; give: (to: Receiver) => void; close: () => void }) {
  const { t } = useTranslation(['queue', 'shell']);
  const me = useMe();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [q] = useDebouncedValue(words.trim(), 150);
  const { data } = desk.useQuery('get', '/api/v1/staff', {
    params: { query: { status: 'active', limit: 20, ...(q === '' ? {} : { q }) } },
  });
  const fixed: Receiver[] =
    words.trim() === ''
      ? [
          { id: me.id, name: t('assign.me') },
          { id: null, name: t('assign.nobody') },
        ]
      : [];
  const others = (data?.items ?? []).filter(({ id }) => id !== me.id || words.trim() !== '').map(({ id, name }) => ({ id, name }));
  const found = [...fixed, ...others];
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = found[at];
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && chosen) give(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog onClose={close} title={title} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack gap="xs">
        <TextInput
          data-autofocus
          label={t('assign.find')}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-expanded
          aria-controls="assign-found"
          aria-activedescendant={found[at] ? `assign-${String(at)}` : undefined}
        />
        <div role="listbox" id="assign-found" aria-label={t('assign.found')}>
          {found.map((one, index) => (
            <NavLink
              key={one.id ?? 'nobody'}
              component="div"
              id={`assign-${String(index)}`}
              role="option"
              aria-selected={index === at}
              active={index === at}
              label={one.name}
              onClick={() => give(one)}
              tabIndex={-1}
            />
          ))}
        </div>
        {found.length === 0 && <Text size="sm">{t('assign.none')}</Text>}
      </Stack>
    </Dialog>
  );
}
