import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../../api/problem';
import type { Saving } from './use-edit';

export interface Difference {
  readonly name: string;
  readonly mine: string;
  readonly theirs: string;
}

/** Somebody else saved meanwhile: what they have, what I have, and which of the two shall hold. What I typed stays until I say so. */
export function VersionConflict({ edit, compare }: { edit: Saving; compare?: (theirs: unknown) => readonly Difference[] }) {
  const { t } = useTranslation(['admin', 'shell']);
  const differences = edit.conflict && compare ? compare(edit.conflict.current) : [];
  return (
    <Modal
      opened={edit.conflict !== null}
      onClose={edit.notNow}
      size="lg"
      title={<Text fw={650}>{t('conflict.title')}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Stack>
        <Text>{sentenceOf(edit.conflict)}</Text>
        {differences.length > 0 && (
          <Table aria-label={t('conflict.table')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('conflict.what')}</Table.Th>
                <Table.Th>{t('conflict.mine')}</Table.Th>
                <Table.Th>{t('conflict.theirs')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {differences.map(({ name, mine, theirs }) => (
                <Table.Tr key={name}>
                  <Table.Th scope="row">{name}</Table.Th>
                  <Table.Td>{mine}</Table.Td>
                  <Table.Td>{theirs}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={edit.notNow} data-autofocus>
            {t('conflict.later')}
          </Button>
          <Button variant="default" onClick={edit.takeTheirs}>
            {t('conflict.takeTheirs')}
          </Button>
          <Button onClick={() => void edit.keepMine()}>{t('conflict.keepMine')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
