import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** The question before something leaves the house or costs money. `children` names the amount and the receiver. */
export function Ask({
  open,
  title,
  yes,
  busy = false,
  onYes,
  onNo,
  children,
}: {
  open: boolean;
  title: string;
  yes: string;
  busy?: boolean;
  onYes: () => void;
  onNo: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <Modal opened={open} onClose={onNo} title={<Text fw={650}>{title}</Text>} closeButtonProps={{ 'aria-label': t('act.close') }}>
      <Stack>
        <div>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onNo} data-autofocus>
            {t('act.cancel')}
          </Button>
          <Button onClick={onYes} loading={busy}>
            {yes}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
