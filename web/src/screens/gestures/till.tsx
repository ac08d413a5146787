import { Alert, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../api/client';
import { useFormats } from '../../words/formats';
import { type Act, ActDialog } from './act-dialog';

const KEPT = 'amends-terminal';

/** A voucher taken by a person: its code and the till. What it is worth is said before, as far as the desk tells, and after. */
export function Till() {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const [code, setCode] = useState('');
  const [terminal, setTerminal] = useState(() => localStorage.getItem(KEPT) ?? '');
  const [tried, setTried] = useState(false);
  const [act, setAct] = useState<Act | null>(null);
  const [taken, setTaken] = useState<View<'RedeemedView'> | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const boxes = { code: useRef<HTMLInputElement>(null), terminal: useRef<HTMLInputElement>(null) };

  const redeem = (): void => {
    setTried(true);
    setTaken(null);
    setRefusal(null);
    if (code.trim() === '') boxes.code.current?.focus();
    else if (terminal.trim() === '') boxes.terminal.current?.focus();
    else {
      localStorage.setItem(KEPT, terminal.trim());
      setAct({
        title: t('till.title'),
        yes: t('till.go'),
        says: t('till.says', { code: code.trim().toUpperCase(), terminal: terminal.trim() }),
        fields: [],
        send: async (_answers, call) => {
          const { data, error } = await api.POST('/api/v1/vouchers/redeem', {
            ...call,
            body: { code: code.trim(), terminal: terminal.trim() },
          });
          if (data) setTaken(data);
          return { error };
        },
        done: () => {
          setCode('');
          setTried(false);
        },
        refused: setRefusal,
      });
    }
  };
  return (
    <section className="card" aria-label={t('till.head')}>
      <Title order={2}>{t('till.head')}</Title>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          redeem();
        }}
      >
        <Group align="start" gap="sm">
          <TextInput
            ref={boxes.code}
            label={t('till.code')}
            autoComplete="off"
            error={tried && code.trim() === '' && t('till.codeNeeded')}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
          />
          <TextInput
            ref={boxes.terminal}
            label={t('till.terminal')}
            error={tried && terminal.trim() === '' && t('till.terminalNeeded')}
            value={terminal}
            onChange={(event) => setTerminal(event.currentTarget.value)}
          />
          <Button type="submit" mt={25}>
            {t('till.redeem')}
          </Button>
        </Group>
      </form>
      <div role="status">
        {taken && (
          <Alert color="teal" mt="sm" title={t('till.taken', { amount: formats.money(taken.faceMinor, taken.currency) })}>
            <Text size="sm">{t('till.takenMore', { gift: taken.gift, last4: taken.last4, time: formats.time(taken.redeemedAt) })}</Text>
          </Alert>
        )}
      </div>
      {refusal !== null && (
        <Alert color="red" mt="sm" role="alert" title={t('till.refused')}>
          {refusal}
        </Alert>
      )}
      {act && <ActDialog act={act} close={() => setAct(null)} />}
    </section>
  );
}
