import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import i18next from 'i18next';
import { sentenceOf } from '../api/problem';

/** A short line that goes away by itself. */
export function say(sentence: string): void {
  notifications.show({ message: sentence, autoClose: 5_000, withBorder: true });
}

/** What could not be done, in the desk's own sentence; stays until it is read. */
export function sayFailed(error: unknown): void {
  notifications.show({
    color: 'red',
    title: i18next.t('state.failed'),
    message: sentenceOf(error) ?? i18next.t('state.lostMore'),
    autoClose: 12_000,
    withBorder: true,
  });
}

export const UNDO_MS = 8_000;
const planned = new Map<string, () => void>();
window.addEventListener('pagehide', () => {
  for (const now of [...planned.values()]) now();
});

/**
 * Undo instead of a question: says what happens, waits 8 seconds, then does it; leaving the page does it at once. Only for what stays
 * inside our walls; what leaves the house or costs money is asked about (`Ask`). What is sent to the desk goes by `unlessTakenBack`.
 */
export function unlessUndone(sentence: string, act: () => Promise<unknown>, undone?: () => void): void {
  const id = crypto.randomUUID();
  const settle = (): void => {
    clearTimeout(timer);
    planned.delete(id);
    notifications.hide(id);
  };
  const now = (): void => {
    settle();
    act().catch(sayFailed);
  };
  const undo = (): void => {
    settle();
    undone?.();
  };
  const timer = setTimeout(now, UNDO_MS);
  planned.set(id, now);
  notifications.show({
    id,
    autoClose: false,
    withCloseButton: false,
    withBorder: true,
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{sentence}</Text>
        <Button size="compact-sm" variant="default" onClick={undo}>
          {i18next.t('act.undo')}
        </Button>
      </Group>
    ),
  });
}
