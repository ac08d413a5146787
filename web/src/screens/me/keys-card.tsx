import { Button, Group, Kbd, Stack, Table, Text, Title } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boundKeys } from '../../keys/keys';
import { type KeyLine, KEY_WORDS, KNOWN_KEYS } from '../../keys/known-keys';
import { prefer, usePreferences } from '../../shell/preferences';
import { useStore } from '../../ui/store';
import { conflictOf, pressed } from './keys.rules';

/** Every command with its key. Change, then press the new key; a key that is taken is refused and says by what. */
export function KeysCard() {
  const { t } = useTranslation(['me', 'shell', ...KEY_WORDS]);
  const { keys: own, letterKeys } = usePreferences();
  const bound = useStore(boundKeys);
  const [asking, setAsking] = useState<string | null>(null);
  const [taken, setTaken] = useState<{ id: string; keys: string; by: string } | null>(null);
  // words without a namespace are the shell's
  const say = (label: string): string => t(label.includes(':') ? label : `shell:${label}`);
  const commands = [...new Map([...KNOWN_KEYS, ...bound].map((one): [string, KeyLine] => [one.id, one])).values()].map(
    ({ id, keys, label, group }) => ({
      id,
      usual: keys,
      keys: own[id] ?? keys,
      name: say(label),
      place: group,
      group: say(group),
    }),
  );
  const onKeyDown = (event: KeyboardEvent, id: string): void => {
    if (asking !== id || event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      setAsking(null);
      return;
    }
    const keys = pressed(event);
    if (keys === null) return;
    const other = conflictOf(commands, id, keys);
    setTaken(other ? { id, keys, by: other.name } : null);
    if (other) return;
    setAsking(null);
    void prefer({ keys: { ...own, [id]: keys } });
  };
  const shown = (keys: string): string => keys.replace('mod+', `${t('shell:keys.ctrl')} `).replace('shift+', 'Shift ');
  const back = (id: string): void => void prefer({ keys: Object.fromEntries(Object.entries(own).filter(([one]) => one !== id)) });
  return (
    <Stack className="card" gap="sm" component="section" aria-labelledby="my-keys">
      <Title order={2} id="my-keys">
        {t('keys.title')}
      </Title>
      <Text size="sm">{letterKeys ? t('keys.more') : t('shell:keys.lettersOff')}</Text>
      {[...new Set(commands.map(({ group }) => group))].map((group) => (
        <Table key={group} aria-label={group} captionSide="top" verticalSpacing={4}>
          <Table.Caption ta="start" fw={600}>
            {group}
          </Table.Caption>
          <Table.Tbody>
            {commands
              .filter((one) => one.group === group)
              .map((one) => (
                <Table.Tr key={one.id}>
                  <Table.Th scope="row" fw={400}>
                    {one.name}
                    {taken?.id === one.id && (
                      <Text size="sm" c="var(--desk-late)" role="alert">
                        {t('keys.taken', { keys: shown(taken.keys), by: taken.by })}
                      </Text>
                    )}
                  </Table.Th>
                  <Table.Td ta="end">
                    <Group gap="xs" justify="flex-end">
                      <Kbd>{shown(one.keys)}</Kbd>
                      <Button
                        size="compact-sm"
                        variant={asking === one.id ? 'filled' : 'default'}
                        aria-label={t('keys.of', { what: asking === one.id ? t('keys.press') : t('keys.change'), name: one.name })}
                        aria-pressed={asking === one.id}
                        onClick={() => {
                          setTaken(null);
                          setAsking(asking === one.id ? null : one.id);
                        }}
                        onKeyDown={(event) => onKeyDown(event, one.id)}
                        onBlur={() => setAsking(null)}
                      >
                        {asking === one.id ? t('keys.press') : t('keys.change')}
                      </Button>
                      {own[one.id] !== undefined && (
                        <Button
                          size="compact-sm"
                          variant="default"
                          aria-label={t('keys.backOne', { name: one.name, keys: shown(one.usual) })}
                          onClick={() => back(one.id)}
                        >
                          {t('keys.back', { keys: shown(one.usual) })}
                        </Button>
                      )}
                    </Group>
                  </Table.Td>
                </Table.Tr>
              ))}
          </Table.Tbody>
        </Table>
      ))}
    </Stack>
  );
}
