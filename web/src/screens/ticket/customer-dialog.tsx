import { Alert, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { isLost, sentenceOf } from '../../api/problem';
import { queries, refresh } from '../../api/queries';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/words';
import { Dialog } from '../../ui/dialog';

type Customer = View<'CustomerPageView'>;

/** Name, language and addresses. An address that is wrong is marked as dead, not thrown away: what was sent there stays explained. */
export function CustomerDialog({ customer, close }: { customer: Customer; close: () => void }) {
  const { t } = useTranslation(['ticket', 'shell']);
  const [name, setName] = useState(customer.name ?? '');
  const [language, setLanguage] = useState(customer.language);
  const [address, setAddress] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const [version] = useState(customer.version);
  const params = { path: { id: customer.id } };

  const attempt = async (call: () => Promise<{ error?: unknown }>): Promise<boolean> => {
    try {
      const { error } = await call();
      setRefusal(error === undefined ? null : (sentenceOf(error) ?? t('shell:state.lostMore')));
      if (error !== undefined) return false;
      await Promise.all([queries.invalidateQueries({ queryKey: ['get', '/api/v1/customers/{id}'] }), refresh()]);
      return true;
    } catch (error) {
      if (!isLost(error)) throw error;
      setRefusal(t('shell:state.lostMore'));
      return false;
    }
  };
  const save = async (): Promise<void> => {
    const typed = address.trim();
    if (typed !== '') {
      const kind = typed.includes('@') ? ('email' as const) : /^[+\d]/.test(typed) ? ('phone' as const) : ('post' as const);
      if (!(await attempt(() => api.POST('/api/v1/customers/{id}/addresses', { params, body: { kind, value: typed } })))) return;
      setAddress('');
    }
    const isChanged = name.trim() !== (customer.name ?? '') || language !== customer.language;
    const body = { name: name.trim() === '' ? null : name.trim(), language, version };
    if (!isChanged || (await attempt(() => api.PATCH('/api/v1/customers/{id}', { params, body })))) close();
  };
  const mark = (one: Customer['addresses'][number]): void =>
    void attempt(() =>
      api.PATCH('/api/v1/customers/{id}/addresses/{address}', {
        params: { path: { id: customer.id, address: one.id } },
        body: { state: one.state === 'live' ? 'dead' : 'live' },
      }),
    );
  return (
    <Dialog onClose={close} title={<Text fw={650}>{t('customer.edit')}</Text>} closeButtonProps={{ 'aria-label': t('shell:act.close') }}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Stack>
          {refusal !== null && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          <TextInput label={t('customer.name')} data-autofocus value={name} onChange={(event) => setName(event.currentTarget.value)} />
          <Select
            label={t('customer.languageBox')}
            clearable
            data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
            value={language}
            onChange={setLanguage}
          />
          {customer.addresses.map((one) => (
            <Group key={one.id} justify="space-between" wrap="nowrap">
              <Text size="sm" truncate>
                <bdi>{one.value}</bdi> {one.state === 'dead' && t('customer.dead')}
              </Text>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => mark(one)}
                aria-label={t(`customer.mark.${one.state}Of`, { what: one.value })}
              >
                {t(`customer.mark.${one.state}`)}
              </Button>
            </Group>
          ))}
          <TextInput label={t('customer.addAddress')} value={address} onChange={(event) => setAddress(event.currentTarget.value)} />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('shell:act.cancel')}
            </Button>
            <Button type="submit">{t('shell:act.save')}</Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
