import { CloseButton, Grid, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A list and what one chose in it: beside it on a wide screen, below it on a narrow one. */
export function Beside({ children, panel, title, close }: { children: ReactNode; panel: ReactNode; title: string; close: () => void }) {
  const { t } = useTranslation();
  const open = panel !== null;
  return (
    <Grid gap="md">
      <Grid.Col span={open ? { base: 12, lg: 7 } : 12}>{children}</Grid.Col>
      {open && (
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <section className="card" aria-label={title}>
            <Group justify="space-between" wrap="nowrap" align="start" mb="sm">
              <Title order={2}>{title}</Title>
              <CloseButton aria-label={t('act.close')} onClick={close} />
            </Group>
            {panel}
          </section>
        </Grid.Col>
      )}
    </Grid>
  );
}
