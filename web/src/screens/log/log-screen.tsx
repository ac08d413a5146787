import { Alert, Button, Chip, Grid, Group, Input, SegmentedControl, Stack, Text, Textarea } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { useLength } from '../../ui/countdown';
import { Page } from '../../ui/page';
import { FixedNow } from './fixed-now';
import type { LogForm, Missing } from './log-form.rules';
import { MoreBox } from './more-box';
import { OutcomePanel } from './outcome-panel';
import { Playbook } from './playbook';
import { SameMatter } from './same-matter';
import { SavedCard } from './saved-card';
import { useKnown } from './use-known';
import { useLogForm } from './use-log-form';
import { WhereBox } from './where-box';
import { WhoBox } from './who-box';

const Ask = lazy(() => import('../../ui/ask').then(({ Ask }) => ({ default: Ask })));
const route = getRouteApi('/inside/log');
const CHANNELS = ['phone', 'in_person', 'chat', 'email'] as const;
const SEVERITIES = ['S4', 'S3', 'S2', 'S1'] as const;
const MOODS = ['calm', 'upset', 'angry'] as const;
const OPEN_LIST = '[data-expanded],[role=combobox][aria-expanded=true],[role=menu]';
const WANTS = ['refund', 'repair', 'replacement', 'apology', 'information', 'call_back'] as const;

/** A complaint in 30 seconds, by keyboard alone: who, what, where; everything else has a default. */
export function LogScreen() {
  const { t } = useTranslation(['log', 'shell']);
  const { caller, callId, wait } = route.useSearch();
  const seconds = wait === undefined ? null : Number(wait);
  const log = useLogForm({
    who: caller ?? '',
    callId: callId ?? null,
    holdSeconds: seconds !== null && Number.isFinite(seconds) ? Math.round(seconds) : null,
  });
  const { form, change, missing, saved } = log;
  const known = useKnown(form);
  const can = useCan();
  const navigate = useNavigate();
  const [leaving, setLeaving] = useState(false);
  const boxes = {
    who: useRef<HTMLInputElement>(null),
    text: useRef<HTMLTextAreaElement>(null),
    where: useRef<HTMLDivElement>(null),
    fix: useRef<HTMLDivElement>(null),
    more: useRef<HTMLDivElement>(null),
  };
  const focusOn = (which: Missing): void => {
    if (which === 'who') boxes.who.current?.focus();
    else if (which === 'text') boxes.text.current?.focus();
    else if (which === 'promise') boxes.more.current?.querySelector<HTMLElement>('#log-promise')?.focus();
    else boxes[which === 'touchPoint' ? 'where' : 'fix'].current?.querySelector<HTMLElement>('textarea,input,button')?.focus();
  };
  const save = async (): Promise<void> => {
    if (saved) {
      log.startAfresh();
      return;
    }
    const at = document.activeElement;
    const what = await log.save();
    if (typeof what === 'string') focusOn(what);
    else if (what?.kind === 'taken' && what.fixed && can('gesture.see'))
      void navigate({ to: '/tickets/$ref', params: { ref: what.view.ticket.label }, hash: 'one-up' });
    else
      // the form was locked meanwhile, which takes the focus away
      requestAnimationFrame(() => {
        if (at instanceof HTMLElement && document.activeElement === document.body) at.focus();
      });
  };
  const leave = (): void => void navigate({ to: '/' });
  useKey({ id: 'log.back', keys: 'Escape', label: 'log:keys.back', group: 'log:title', typing: true }, ({ target }) => {
    if (target instanceof Element && target.closest('[role=dialog]')) return;
    if (log.begun && !saved) setLeaving(true);
    else leave();
  });
  useKey({ id: 'log.save', keys: 'mod+Enter', label: 'log:keys.save', group: 'log:title', typing: true }, () => void save());
  const goOn = (): void => boxes.text.current?.focus();
  // what is asked about beside the name is not asked twice
  const asked = known.found?.items.find(({ customer }) => customer.id === form.customer?.id)?.openTickets[0]?.id;
  const others = (known.found?.duplicates ?? []).filter(({ ticket }) => ticket.id !== asked);
  const wrong = (which: Missing): string | null => (missing.includes(which) ? t(`missing.${which}`) : null);

  if (saved) {
    return (
      <Page title={t('title')} focus={false}>
        <SavedCard saved={saved} next={log.startAfresh} />
      </Page>
    );
  }
  return (
    <Page
      title={t('title')}
      focus={false}
      actions={
        log.begun && (
          <Button variant="subtle" onClick={log.startAfresh}>
            {t('afresh')}
          </Button>
        )
      }
    >
      {form.holdSeconds !== null && form.holdSeconds >= 60 && <WaitedLong seconds={form.holdSeconds} />}
      {log.restored && (
        <Text size="sm" c="dimmed" role="status">
          {t('restored')}
        </Text>
      )}
      {log.refusal !== null && (
        <Alert color="red" role="alert" title={t('notTaken')}>
          {log.refusal}
        </Alert>
      )}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Stack
            className="card"
            component="form"
            gap="sm"
            aria-busy={log.busy}
            inert={log.busy}
            onKeyDownCapture={(event) => {
              // an open list is closed by it, and nothing else
              if (event.key === 'Escape' && event.target instanceof Element && event.target.closest(OPEN_LIST)) event.preventDefault();
            }}
            onKeyDown={({ key, ctrlKey, metaKey, repeat, target }) =>
              log.press({ key, ctrlKey, metaKey, repeat, inText: target instanceof HTMLTextAreaElement })
            }
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <Channel form={form} change={change} />
            <WhoBox
              form={form}
              change={change}
              found={known.found}
              looking={known.looking}
              wrong={wrong('who')}
              box={boxes.who}
              goOn={goOn}
            />
            {!form.addTo && <SameMatter duplicates={others} change={change} goOn={goOn} />}
            <Textarea
              ref={boxes.text}
              dir="auto"
              label={t('what')}
              description={t('whatMore')}
              autosize
              minRows={3}
              maxRows={12}
              maxLength={20_000}
              error={wrong('text')}
              value={form.text}
              onChange={(event) => change({ text: event.currentTarget.value })}
            />
            <div ref={boxes.where}>
              <WhereBox
                value={form.touchPoint}
                choose={(touchPoint) => change({ touchPoint })}
                guesses={known.guesses}
                wrong={wrong('touchPoint')}
              />
            </div>
            <HowBadAndMood form={form} change={change} guess={known.preview.data?.severity} />
            <Input.Wrapper label={t('wants')} labelElement="div">
              <Chip.Group multiple value={form.wants} onChange={(wants) => change({ wants: WANTS.filter((want) => wants.includes(want)) })}>
                <Group gap="xs" mt={4}>
                  {WANTS.map((want) => (
                    <Chip key={want} value={want} size="sm" variant="outline">
                      {t(`want.${want}`)}
                    </Chip>
                  ))}
                </Group>
              </Chip.Group>
            </Input.Wrapper>
            <div ref={boxes.fix}>
              <FixedNow form={form} change={change} wrong={wrong('fixSummary')} />
            </div>
            <div ref={boxes.more}>
              <MoreBox key={log.id} form={form} change={change} wrong={wrong('promise')} />
            </div>
            <Group justify="flex-end">
              <Text size="sm" c="dimmed" visibleFrom="sm">
                {t('saveKey')}
              </Text>
              <Button type="submit" loading={log.busy} size="md">
                {form.addTo ? t('saveTo', { number: form.addTo.number }) : t('save')}
              </Button>
            </Group>
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Stack gap="md">
            <Playbook form={form} />
            <OutcomePanel preview={known.preview} spoken={known.spoken} />
          </Stack>
        </Grid.Col>
      </Grid>
      <Suspense>
        {leaving && (
          <Ask open title={t('leave.title')} yes={t('leave.yes')} onYes={leave} onNo={() => setLeaving(false)}>
            <Text size="sm">{t('leave.more')}</Text>
          </Ask>
        )}
      </Suspense>
    </Page>
  );
}

interface PartProps {
  readonly form: LogForm;
  readonly change: (part: Partial<LogForm>) => void;
}

function Channel({ form, change }: PartProps) {
  const { t } = useTranslation(['log', 'shell']);
  return (
    <Input.Wrapper label={t('channel')} labelElement="div">
      <SegmentedControl
        mt={4}
        fullWidth
        aria-label={t('channel')}
        data={CHANNELS.map((channel, index) => ({ value: channel, label: `${String(index + 1)} ${t(`shell:channel.${channel}`)}` }))}
        value={form.channel}
        onChange={(value) => change({ channel: value })}
        onKeyDown={(event) => {
          const channel = CHANNELS[Number(event.key) - 1];
          if (channel) change({ channel });
        }}
      />
    </Input.Wrapper>
  );
}

function HowBadAndMood({ form, change, guess }: PartProps & { guess: LogForm['severity'] | undefined }) {
  const { t } = useTranslation(['log', 'shell']);
  return (
    <Group align="start" gap="sm">
      <Input.Wrapper label={t('howBad')} labelElement="div" className="wide-part">
        <SegmentedControl
          mt={4}
          fullWidth
          aria-label={t('howBad')}
          data={SEVERITIES.map((severity) => ({ value: severity, label: t(`shell:severity.${severity}`) }))}
          value={form.severity ?? guess ?? 'S3'}
          onChange={(value) => change({ severity: value })}
        />
      </Input.Wrapper>
      <Input.Wrapper label={t('mood')} labelElement="div" className="narrow-part">
        <SegmentedControl
          mt={4}
          fullWidth
          aria-label={t('mood')}
          data={MOODS.map((mood) => ({ value: mood, label: t(`shell:mood.${mood}`) }))}
          value={form.mood}
          onChange={(value) => change({ mood: value })}
        />
      </Input.Wrapper>
    </Group>
  );
}

function WaitedLong({ seconds }: { seconds: number }) {
  const { t } = useTranslation('log');
  const length = useLength();
  return <Alert color="yellow">{t('waited', { length: length(seconds * 1000) })}</Alert>;
}
