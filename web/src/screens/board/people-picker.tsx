import { Group, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from './board.rules';
import { Dialog } from '../../ui/dialog';

interface PeoplePickerProps {
  readonly title: string;
  /** The best choice first. */
  readonly people: readonly Person[];
  readonly give: (to: Person['staff']) => void;
  readonly close: () => void;
}

/** Who takes it: the least loaded of those who are here stands first, so that Enter is enough. */
export function PeoplePicker({ title, people, give, close }: PeoplePickerProps) {
  const { t } = useTranslation(['board', 'shell']);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = people.filter(({ staff }) => staff.name.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase()));
  const onKeyDown = (event: KeyboardEvent): void => {
    const chosen = found[at];
    if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && chosen) give(chosen.staff);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog onClose={close} title={<Text fw={650}>{title}</Text>} closeButtonProps={{ 'aria-label': t('shell:act.close') }}>
      <Stack gap="xs">
        <TextInput
          data-autofocus
          label={t('give.find')}
          value={words}
          onChange={({ currentTarget }) => {
            setWords(currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          role="combobox"
          autoComplete="off"
          aria-expanded={found.length > 0}
          aria-controls="board-people"
          aria-activedescendant={found[at] ? `board-person-${String(at)}` : undefined}
        />
        {found.length === 0 ? (
          <Text size="sm">{t('give.none')}</Text>
        ) : (
          <div role="listbox" id="board-people" aria-label={t('give.people')}>
            {found.map((person, index) => (
              <UnstyledButton
                key={person.staff.id}
                id={`board-person-${String(index)}`}
                className="pick"
                role="option"
                aria-selected={index === at}
                tabIndex={-1}
                w="100%"
                onClick={() => give(person.staff)}
              >
                <Group justify="space-between" gap="xs">
                  <Text fw={600}>{person.staff.name}</Text>
                  <Group gap="xs">
                    {person === people[0] && <span className="tag">{t('give.best')}</span>}
                    <Text size="sm" c="dimmed">
                      {person.late > 0 ? t('give.loadLate', { open: person.open, late: person.late }) : t('load', { count: person.open })}
                    </Text>
                  </Group>
                </Group>
              </UnstyledButton>
            ))}
          </div>
        )}
      </Stack>
    </Dialog>
  );
}
