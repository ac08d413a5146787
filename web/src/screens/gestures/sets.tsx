import { Alert, Button, Group, List, SegmentedControl, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, desk, type View } from '../../api/client';
import { useCommandKey } from '../../api/command-key';
import { queries } from '../../api/queries';
import { isLost, sentenceOf } from '../../api/problem';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { Dialog } from '../../ui/dialog';

type GiftSet = View<'SetView'>;

/** Ready-made gifts of a trade: looked at first, then taken over. Taking over again changes only what differs. */
export function Sets({ currency, close }: { currency: string; close: () => void }) {
  const { t } = useTranslation(['gestures', 'shell']);
  const [key, setKey] = useState<string | null>(null);
  const sets = desk.useQuery('get', '/api/v1/gesture-types/sets');
  return (
    <Dialog
      size="lg"
      onClose={close}
      title={
        <Text component="span" fw={650}>
          {t('sets.title')}
        </Text>
      }
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <Loaded of={sets}>
        {({ items }) => {
          const chosen = items.find((one) => one.key === key) ?? items[0];
          return chosen ? (
            <Stack>
              <SegmentedControl
                fullWidth
                aria-label={t('sets.title')}
                value={chosen.key}
                data={items.map((one) => ({ value: one.key, label: one.name }))}
                onChange={setKey}
              />
              <OneSet key={chosen.key} set={chosen} currency={currency} close={close} />
            </Stack>
          ) : null;
        }}
      </Loaded>
    </Dialog>
  );
}

function OneSet({ set, currency, close }: { set: GiftSet; currency: string; close: () => void }) {
  const { t } = useTranslation(['gestures', 'shell']);
  const formats = useFormats();
  const { headers } = useCommandKey();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<View<'ImportView'> | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const take = async (): Promise<void> => {
    setBusy(true);
    try {
      const { data, error } = await api.POST('/api/v1/gesture-types/import', { headers, body: { set: set.key, currency } });
      setResult(data ?? null);
      setRefusal(data ? null : (sentenceOf(error) ?? t('shell:state.failed')));
    } catch (error) {
      if (!isLost(error)) throw error;
      setRefusal(t('shell:state.lostMore'));
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'get' });
    }
  };
  if (result)
    return (
      <Stack>
        <Alert
          color="teal"
          role="status"
          title={t('sets.done', { added: result.added, changed: result.changed, unchanged: result.unchanged })}
        >
          {result.refused > 0 && t('sets.refused', { count: result.refused })}
        </Alert>
        {result.refused > 0 && (
          <List size="sm">
            {result.items
              .filter(({ outcome }) => outcome === 'refused')
              .map(({ code, says }) => (
                <List.Item key={code}>{says}</List.Item>
              ))}
          </List>
        )}
        <Group justify="flex-end">
          <Button onClick={close}>{t('shell:act.close')}</Button>
        </Group>
      </Stack>
    );
  return (
    <Stack>
      {refusal !== null && (
        <Alert color="red" role="alert" title={t('shell:state.failed')}>
          {refusal}
        </Alert>
      )}
      <ul className="cards" aria-label={set.name}>
        {set.gifts.map((gift) => (
          <li key={gift.code}>
            <Group justify="space-between" wrap="nowrap" align="start">
              <div>
                <Text fw={600}>
                  {gift.name} {gift.known && <span className="tag">{t('sets.known')}</span>}
                </Text>
                <Text size="sm" c="dimmed">
                  {gift.text}
                </Text>
              </div>
              <Text style={{ whiteSpace: 'nowrap' }}>
                {gift.costMinor === 0 ? t('gift.free') : formats.money(gift.costMinor, currency)}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t('shell:act.cancel')}
        </Button>
        <Button loading={busy} onClick={() => void take()}>
          {t('sets.take', { name: set.name })}
        </Button>
      </Group>
    </Stack>
  );
}
