import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk } from '../../api/client';
import { isLost, sentenceOf } from '../../api/problem';
import { refresh } from '../../api/queries';
import { useCan } from '../../shell/me';
import { say } from '../../ui/say';
import type { Message } from './outbox.rules';

/** A working e-mail address in place of the one that failed; after it the message can be sent again. */
export function AddressFix({ message: { ticket, channel, customerName } }: { message: Message }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const can = useCan();
  const may = can('customer.edit') && channel === 'email' && ticket !== null;
  const { data } = desk.useQuery('get', '/api/v1/tickets/{id}', { params: { path: { id: ticket?.id ?? '' } } }, { enabled: may });
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const customer = data?.customer?.id;
  if (!may || customer === undefined) return null;
  const save = async (): Promise<void> => {
    if (value.trim() === '') {
      setWrong(t('fix.missing'));
      return;
    }
    try {
      const { error } = await api.POST('/api/v1/customers/{id}/addresses', {
        params: { path: { id: customer } },
        body: { kind: 'email', value: value.trim() },
      });
      setWrong(error ? (sentenceOf(error) ?? t('shell:state.failed')) : null);
      if (error) return;
      say(t('fix.done', { name: customerName ?? t('noName') }));
      setValue('');
      await refresh();
    } catch (error) {
      if (!isLost(error)) throw error;
      setWrong(t('shell:state.lostMore'));
    }
  };
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Group align="end" gap="xs">
        <TextInput
          type="email"
          label={t('fix.label')}
          value={value}
          error={wrong}
          onChange={({ currentTarget }) => setValue(currentTarget.value)}
          className="outbox-fix"
        />
        <Button type="submit" variant="default">
          {t('fix.save')}
        </Button>
      </Group>
    </form>
  );
}
