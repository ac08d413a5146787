import { Button, Code, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import './admin-people.css';

/** A secret is on the page this one time. Only its button closes it, not a click beside it. */
export function ShownOnce({ title, more, secret, close }: { title: string; more: string; secret: string | null; close: () => void }) {
  const { t } = useTranslation(['admin-people', 'shell']);
  return (
    <Modal
      opened={secret !== null}
      onClose={close}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
      size="lg"
      title={<Text fw={650}>{title}</Text>}
    >
      <Stack>
        <Text>{more}</Text>
        <Code className="secret" dir="ltr">
          {secret}
        </Code>
        <Group justify="space-between">
          <Copy value={secret ?? ''} />
          <Button onClick={close}>{t('shownOnce.done')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Puts a text on the clipboard and says so. */
export function Copy({ value }: { value: string }) {
  const { t } = useTranslation('admin-people');
  return (
    <CopyButton value={value} timeout={4_000}>
      {({ copied, copy }) => (
        <Button
          variant="default"
          leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          onClick={copy}
          data-autofocus
        >
          <span aria-live="polite">{t(copied ? 'copied' : 'copy')}</span>
        </Button>
      )}
    </CopyButton>
  );
}
