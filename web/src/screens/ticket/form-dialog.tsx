import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';
import { FieldBox } from './field-box';
import { fieldsNow, firstMissing, type Values, type StepForm } from './form-fields';
import { deskNow } from '../../clock/desk-clock';
import { toBox } from './moments.rules';
import { useSeen, useTicketDesk } from './ticket-desk';
import { Dialog } from '../../ui/dialog';

interface FormDialogProps {
  readonly form: StepForm;
  readonly close: () => void;
  /** What the words of the form may name (`{{to}}`, `{{cost}}`). */
  readonly names?: Readonly<Record<string, string>>;
  readonly done?: () => void;
}

/** A small form for one step. What the desk refuses is said here in its own sentence, and everything typed stays. */
export function FormDialog({ form, close, names, done }: FormDialogProps) {
  const { t, i18n } = useTranslation(['ticket', 'shell']);
  const { act } = useTicketDesk();
  const seen = useSeen();
  const [values, setValues] = useState<Values>(() => ({
    openedAt: toBox(deskNow()),
    ...Object.fromEntries(form.fields.map(({ name, first }) => [name, first ?? ''])),
  }));
  const [wrong, setWrong] = useState<string | null>(null);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const frame = useRef<HTMLFormElement>(null);
  const more = `forms.${form.key}.more`;

  const submit = async (): Promise<void> => {
    const first = firstMissing(form.fields, values);
    setWrong(first);
    if (first !== null) frame.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
    if (first !== null || busy) return;
    setBusy(true);
    const outcome = await act(form.send(values), seen, true);
    setBusy(false);
    if (outcome.kind === 'refused') setRefusal(outcome.sentence);
    else if (outcome.kind === 'lost') setRefusal(t('shell:state.lostMore'));
    else {
      if (outcome.kind === 'done') done?.();
      close();
    }
  };
  useKey({ id: 'ticket.form', keys: 'mod+Enter', label: 'shell:act.save', group: 'ticket:title', typing: true }, () => void submit());
  return (
    <Dialog
      onClose={close}
      title={<Text fw={650}>{t(`forms.${form.key}.title`, names)}</Text>}
      closeButtonProps={{ 'aria-label': t('shell:act.close') }}
    >
      <form
        ref={frame}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack>
          {i18n.exists(more, { ns: 'ticket' }) && <Text size="sm">{t(more, names)}</Text>}
          {refusal !== null && (
            <Alert color="red" role="alert">
              {refusal}
            </Alert>
          )}
          {fieldsNow(form.fields, values).map((field, index) => (
            <FieldBox
              key={field.name}
              field={field}
              isFirst={index === 0}
              value={values[field.name] ?? ''}
              change={(value) => setValues({ ...values, [field.name]: value })}
              wrong={wrong === field.name ? t('fields.missing') : null}
            />
          ))}
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {t('shell:act.cancel')}
            </Button>
            <Button type="submit" loading={busy}>
              {t(`forms.${form.key}.act`, names)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
