import { Alert, Box, Button, Group, Loader, Stack, Text, TextInput, UnstyledButton } from '@mantine/core';
import { Fragment, type KeyboardEvent, type Ref, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { deskNow } from '../../clock/desk-clock';
import { useFormats } from '../../words/formats';
import { DoesNotWant } from '../../ui/does-not-want';
import { KeyHint } from './key-hint';
import { type LogForm, readWho } from './log-form.rules';

type Caller = View<'CallerView'>;
interface WhoBoxProps {
  readonly form: LogForm;
  readonly change: (part: Partial<LogForm>) => void;
  readonly found: View<'CallersView'> | undefined;
  readonly looking: boolean;
  readonly wrong: string | null;
  readonly box: Ref<HTMLInputElement>;
  /** On to the next box. */
  readonly goOn: () => void;
}

/** One box for number, e-mail, order or name; what the desk knows stands below and is chosen with the arrows and Enter. */
export function WhoBox({ form, change, found, looking, wrong, box, goOn }: WhoBoxProps) {
  const { t } = useTranslation('log');
  const [at, setAt] = useState(0);
  const callers = form.customer || form.anonymous ? [] : (found?.items ?? []);
  const joining = useRef<HTMLButtonElement>(null);
  const choose = (caller: Caller): void => {
    change({ customer: { id: caller.customer.id, name: caller.customer.name, language: caller.customer.language } });
    // where one of theirs is open, that is the next question
    requestAnimationFrame(() => (joining.current ? joining.current.focus() : goOn()));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (callers.length === 0) return;
    const caller = callers[at];
    if (event.key === 'ArrowDown') setAt(Math.min(callers.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1));
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey && caller) choose(caller);
    else return;
    event.preventDefault();
  };
  if (form.customer)
    return (
      <Chosen
        form={form}
        change={change}
        caller={found?.items.find(({ customer }) => customer.id === form.customer?.id)}
        joining={joining}
        goOn={goOn}
      />
    );
  const kind = Object.keys(readWho(form.who))[0];
  return (
    <Stack gap={6}>
      <TextInput
        ref={box}
        autoFocus
        label={t('who')}
        description={form.anonymous ? t('anonymousMore') : undefined}
        placeholder={t('whoHint')}
        value={form.who}
        disabled={form.anonymous}
        error={wrong}
        autoComplete="off"
        role="combobox"
        aria-expanded={callers.length > 0}
        aria-controls="callers"
        aria-activedescendant={callers[at] ? `caller-${String(at)}` : undefined}
        rightSection={looking ? <Loader size={14} aria-label={t('looking')} /> : null}
        onChange={(event) => {
          change({ who: event.currentTarget.value });
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div role="listbox" id="callers" aria-label={t('matches')}>
        {callers.map((caller, index) => (
          <UnstyledButton
            key={caller.customer.id}
            id={`caller-${String(index)}`}
            className="pick"
            role="option"
            aria-selected={index === at}
            tabIndex={-1}
            w="100%"
            onClick={() => choose(caller)}
          >
            <CallerLine caller={caller} />
          </UnstyledButton>
        ))}
      </div>
      <Group justify="space-between">
        <Text size="sm" c="dimmed" role="status">
          {!form.anonymous && form.who.trim() !== '' && !looking && callers.length === 0 && kind ? t(`newCustomer.${kind}`) : ''}
        </Text>
        <Button size="compact-sm" variant="subtle" aria-pressed={form.anonymous} onClick={() => change({ anonymous: !form.anonymous })}>
          {form.anonymous ? t('withName') : t('noName')}
        </Button>
      </Group>
    </Stack>
  );
}

function CallerLine({ caller }: { caller: Caller }) {
  const { t } = useTranslation('log');
  const formats = useFormats();
  const facts = [
    caller.phone,
    caller.email,
    caller.lastPurchase && t('bought', { what: caller.lastPurchase.label, when: formats.date(caller.lastPurchase.at) }),
    caller.complaints > 0 && t('complaints', { count: caller.complaints }),
    caller.touchPoints > 1 && t('touchPointsOf', { count: caller.touchPoints }),
  ].filter((fact): fact is string => typeof fact === 'string');
  return (
    <Group gap="sm" justify="space-between">
      <div>
        <Text fw={600}>{caller.customer.name ?? t('noNameKnown')}</Text>
        <Text size="sm" c="dimmed">
          {facts.map((fact, index) => (
            <Fragment key={fact}>
              {index > 0 && ' · '}
              <bdi>{fact}</bdi>
            </Fragment>
          ))}
        </Text>
      </div>
      {caller.openTickets.length > 0 && <span className="tag">{t('open', { count: caller.openTickets.length })}</span>}
    </Group>
  );
}

interface ChosenProps {
  readonly caller: Caller | undefined;
  readonly joining: Ref<HTMLButtonElement>;
}

/** The one it is, what is open, and the question whether this belongs to it. */
function Chosen({ form, change, caller, joining, goOn }: Pick<WhoBoxProps, 'form' | 'change' | 'goOn'> & ChosenProps) {
  const { t } = useTranslation('log');
  const formats = useFormats();
  const newest = caller?.openTickets[0];
  const decide = (addTo: LogForm['addTo']): void => {
    change({ addTo });
    goOn();
  };
  const kinds = [...(caller?.phone ? (['phone'] as const) : []), ...(caller?.email ? (['email'] as const) : [])];
  return (
    <Stack gap="xs">
      <Text size="sm" fw={600}>
        {t('who')}
      </Text>
      <Group className="pick chosen" justify="space-between" gap="xs">
        <Box flex="1 1 14rem" miw={0}>
          {caller ? <CallerLine caller={caller} /> : <Text fw={600}>{form.customer?.name ?? t('noNameKnown')}</Text>}
        </Box>
        <Group gap={4}>
          {form.customer && kinds.length > 0 && <DoesNotWant customer={form.customer.id} kinds={kinds} />}
          <Button
            size="compact-sm"
            variant="default"
            px={{ base: 5, sm: 8 }}
            flex="none"
            onClick={() => change({ customer: null, addTo: null })}
          >
            {t('someoneElse')}
          </Button>
        </Group>
      </Group>
      {newest && (
        <Alert
          color="yellow"
          title={t('openTitle', { number: newest.number })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            decide(null);
          }}
        >
          <Text size="sm" mb="xs">
            {newest.title} · {formats.moment(newest.receivedAt, deskNow())}
          </Text>
          <Group gap="xs">
            <Button
              ref={joining}
              size="compact-sm"
              variant={form.addTo ? 'filled' : 'default'}
              aria-pressed={form.addTo !== null}
              onClick={() => decide({ id: newest.id, number: newest.number })}
              rightSection={<KeyHint name="Enter" />}
            >
              {t('addTo', { number: newest.number })}
            </Button>
            <Button
              size="compact-sm"
              variant={form.addTo ? 'default' : 'filled'}
              aria-pressed={form.addTo === null}
              onClick={() => decide(null)}
              rightSection={<KeyHint name="Esc" />}
            >
              {t('newMatter')}
            </Button>
          </Group>
        </Alert>
      )}
    </Stack>
  );
}
