import { Alert, Stack, Text } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { queries } from '../../api/queries';
import { useCommandKey } from '../../api/command-key';
import { isLost, sentenceOf } from '../../api/problem';
import { Ask } from '../../ui/ask';
import { type Answers, emptyAnswers, type Field, wrongIn } from './act.rules';
import { ActField } from './act-field';

/** Something to be done after a question: what it costs and who gets it in `says`, what has to be said with it in `fields`. */
export interface Act {
  readonly title: string;
  readonly yes: string;
  readonly says?: ReactNode;
  readonly fields: readonly Field[];
  readonly send: (answers: Answers, call: { headers: { 'Idempotency-Key': string } }) => Promise<{ error?: unknown }>;
  readonly done?: (answers: Answers) => void;
  /** Takes the desk's refusal; without it the sentence stands in the question. */
  readonly refused?: (sentence: string) => void;
}

/** A refusal may stand above what is in sight. */
function takeFocus(alert: HTMLElement | null): void {
  alert?.focus();
}

/** Asks, sends once, and shows a refusal where it was asked. Enter in a line and Ctrl+Enter in words mean yes. */
export function ActDialog({ act, close }: { act: Act; close: () => void }) {
  const { t } = useTranslation();
  const [answers, setAnswers] = useState<Answers>(() => emptyAnswers(act.fields));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { headers } = useCommandKey();

  const refuse = (sentence: string): void => {
    setRefusal(sentence);
    if (!act.refused) return;
    act.refused(sentence);
    close();
  };
  const send = async (): Promise<void> => {
    try {
      const { error } = await act.send(answers, { headers });
      if (error !== undefined) refuse(sentenceOf(error) ?? t('state.failed'));
      else {
        act.done?.(answers);
        close();
      }
    } catch (error) {
      if (!isLost(error)) throw error;
      setRefusal(t('state.lostMore'));
    } finally {
      setBusy(false);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] === 'get' });
    }
  };
  const go = (): void => {
    setTried(true);
    const wrong = act.fields.find((field) => wrongIn(field, answers) !== null);
    if (wrong) frame.current?.querySelector<HTMLElement>(`[name="${wrong.name}"]`)?.focus();
    else if (!busy) {
      setBusy(true);
      void send();
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const line =
      event.target instanceof HTMLInputElement && event.target.type === 'text' && event.target.getAttribute('role') !== 'combobox';
    if (event.key !== 'Enter' || !(line || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    go();
  };
  return (
    <Ask open title={act.title} yes={act.yes} busy={busy} onYes={go} onNo={close}>
      <Stack ref={frame} onKeyDown={onKeyDown}>
        {act.says && <Text component="div">{act.says}</Text>}
        {refusal !== null && (
          <Alert ref={takeFocus} tabIndex={-1} color="red" role="alert" title={t('state.failed')}>
            {refusal}
          </Alert>
        )}
        {act.fields.map((field, index) => (
          <ActField
            key={field.name}
            field={field}
            first={index === 0}
            value={answers[field.name] ?? ''}
            wrong={tried ? wrongIn(field, answers) : null}
            change={(value) => setAnswers({ ...answers, [field.name]: value })}
          />
        ))}
      </Stack>
    </Ask>
  );
}
