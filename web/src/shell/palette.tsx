import { NavLink, ScrollArea, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../api/client';
import { useCan } from './me';
import { Dialog } from '../ui/dialog';

interface Found {
  readonly id: string;
  readonly label: string;
  readonly more?: string;
  readonly go: () => void;
}

/** Ctrl+K: tickets by number, name or words, and every place of the console. Arrows move, Enter opens. */
export function Palette({ close, places }: { close: () => void; places: readonly { readonly to: string; readonly word: string }[] }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const can = useCan();
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const [q] = useDebouncedValue(words.trim(), 150);
  const { data } = desk.useQuery('get', '/api/v1/tickets', { params: { query: { q, limit: 8 } } }, { enabled: q.length >= 2 });
  const goTo = (to: string) => () => {
    close();
    void navigate({ to });
  };
  const tickets: Found[] = (q.length >= 2 ? (data?.items ?? []) : []).map((row) => ({
    id: row.id,
    label: `${row.label} ${row.title}`,
    more: row.customer?.name ?? undefined,
    go: goTo(`/tickets/${row.label}`),
  }));
  const commands: Found[] = [
    ...(can('complaint.log') ? [{ to: '/log', word: 'nav.log' }] : []),
    ...places,
    { to: '/me', word: 'me.settings' },
  ]
    .map(({ to, word }) => ({ id: to, label: t(word), go: goTo(to) }))
    .filter(({ label }) => label.toLowerCase().includes(words.trim().toLowerCase()));
  const found = [...tickets, ...commands];
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter') found[at]?.go();
    else return;
    event.preventDefault();
  };
  return (
    <Dialog onClose={close} title={t('nav.search')} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack gap="xs">
        <TextInput
          data-autofocus
          aria-label={t('palette.label')}
          placeholder={t('palette.hint')}
          value={words}
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          aria-expanded
          aria-controls="palette-found"
          aria-activedescendant={found[at] ? `found-${String(at)}` : undefined}
        />
        <ScrollArea.Autosize mah="50vh">
          <div role="listbox" id="palette-found" aria-label={t('palette.found')}>
            {found.map((one, index) => (
              <NavLink
                key={one.id}
                component="div"
                id={`found-${String(index)}`}
                role="option"
                aria-selected={index === at}
                active={index === at}
                label={one.label}
                description={one.more}
                onClick={one.go}
                tabIndex={-1}
              />
            ))}
          </div>
          {found.length === 0 && <Text p="sm">{t('palette.none')}</Text>}
        </ScrollArea.Autosize>
      </Stack>
    </Dialog>
  );
}
