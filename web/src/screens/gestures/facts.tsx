import { Table } from '@mantine/core';
import type { ReactNode } from 'react';

/** Names and values under each other; a value that is null is left out. */
export function Facts({ label, of }: { label: string; of: readonly (readonly [string, ReactNode])[] }) {
  return (
    <Table aria-label={label} variant="vertical" withRowBorders={false} verticalSpacing={4} horizontalSpacing={0} layout="fixed">
      <Table.Tbody>
        {of
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <Table.Tr key={name}>
              <Table.Th scope="row" fw={400} c="dimmed" bg="transparent" w="42%">
                {name}
              </Table.Th>
              <Table.Td>{value}</Table.Td>
            </Table.Tr>
          ))}
      </Table.Tbody>
    </Table>
  );
}
