import { Kbd, Stack, Table, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { boundKeys, keySettings } from '../keys/keys';
import { useStore } from '../ui/store';
import { Dialog } from '../ui/dialog';

/** Every key that works on this screen now. */
export function CheatSheet({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const bound = useStore(boundKeys);
  const { own, letters } = useStore(keySettings);
  const [words, setWords] = useState('');
  const lines = [...new Map(bound.map((one) => [one.id, { ...one, keys: own[one.id] ?? one.keys, text: t(one.label) }])).values()].filter(
    ({ text }) => text.toLowerCase().includes(words.toLowerCase()),
  );
  const groups = [...new Set(lines.map(({ group }) => group))];
  return (
    <Dialog onClose={close} size="lg" title={t('keys.help')} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack>
        <TextInput
          data-autofocus
          aria-label={t('keys.find')}
          placeholder={t('keys.find')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {!letters && <Text size="sm">{t('keys.lettersOff')}</Text>}
        {groups.map((group) => (
          <div key={group}>
            <Text fw={650} mb={4}>
              {t(group)}
            </Text>
            <Table aria-label={t(group)}>
              <Table.Tbody>
                {lines
                  .filter((line) => line.group === group)
                  .map((line) => (
                    <Table.Tr key={line.id}>
                      <Table.Td>{line.text}</Table.Td>
                      <Table.Td ta="end">
                        <Kbd>{line.keys.replace('mod+', `${t('keys.ctrl')} `)}</Kbd>
                      </Table.Td>
                    </Table.Tr>
                  ))}
              </Table.Tbody>
            </Table>
          </div>
        ))}
      </Stack>
    </Dialog>
  );
}
