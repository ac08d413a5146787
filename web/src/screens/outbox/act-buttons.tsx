import { Button, Group, Kbd } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { type Act, actsOf, type Message } from './outbox.rules';

const KEYS = { arrived: 'y', again: 's', leave: 'c', hold: 'h', release: 'h', edit: 'e', cancel: 'c' } as const;

interface ActsProps {
  readonly message: Message;
  readonly act: (what: Act, message: Message) => void;
}

/** What can be done with this message, the usual first. */
export function ActButtons({ message, act, small = false }: ActsProps & { small?: boolean }) {
  const { t } = useTranslation('outbox');
  const can = useCan();
  const acts = can('message.manage') ? actsOf(message) : [];
  if (acts.length === 0) return null;
  return (
    <Group gap={6}>
      {acts.map((what, index) => (
        <Button
          key={what}
          size="compact-sm"
          variant={index === 0 && !small ? 'filled' : 'default'}
          aria-keyshortcuts={KEYS[what]}
          aria-label={small ? t('act.on', { act: t(`act.${what}`), name: message.customerName ?? message.to ?? '' }) : undefined}
          onClick={() => act(what, message)}
          rightSection={
            small ? undefined : (
              <Kbd size="xs" aria-hidden visibleFrom="sm">
                {KEYS[what]}
              </Kbd>
            )
          }
        >
          {t(`act.${what}`)}
        </Button>
      ))}
    </Group>
  );
}

/** The same by keyboard, for the message one stands on. */
export function ActKeys({ message, act }: ActsProps) {
  const can = useCan();
  return can('message.manage') ? actsOf(message).map((what) => <ActKey key={what} what={what} message={message} act={act} />) : null;
}

function ActKey({ what, message, act }: ActsProps & { what: Act }) {
  useKey({ id: `outbox.${what}`, keys: KEYS[what], label: `outbox:act.${what}`, group: 'outbox:title' }, () => act(what, message));
  return null;
}
