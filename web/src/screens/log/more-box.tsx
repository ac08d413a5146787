import { Button, Chip, Group, Input, Select, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskNow, useClock } from '../../clock/desk-clock';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { useLength } from '../../ui/countdown';
import { useFormats } from '../../words/formats';
import { LANGUAGE_NAMES, LANGUAGES } from '../../words/words';
import { hasMore, type LogForm, mayPromise } from './log-form.rules';
import { readMoment } from './promise.rules';

/** What anyone who logs a complaint may set; the others are put on the ticket. */
const HOLDS = ['safety', 'vulnerable', 'legal', 'discrimination_harassment', 'data_breach', 'press_social'] as const;
const WAYS = ['sms', 'email', 'call'] as const;

interface MoreProps {
  readonly form: LogForm;
  readonly change: (part: Partial<LogForm>) => void;
  /** What is said below the box of the promise. */
  readonly wrong: string | null;
}

/** What is seldom needed, behind one line: the promise, how they want the news, their language, the order, and what needs special care. */
export function MoreBox({ form, change, wrong }: MoreProps) {
  const { t } = useTranslation(['log', 'shell']);
  const can = useCan();
  const [asked, setAsked] = useState<boolean | null>(null);
  const holds = useRef<HTMLDivElement>(null);
  const open = (asked ?? hasMore(form)) || wrong !== null;
  useKey({ id: 'log.holds', keys: '!', label: 'log:keys.holds', group: 'log:title' }, () => {
    setAsked(true);
    requestAnimationFrame(() => holds.current?.querySelector('input')?.focus());
  });
  return (
    <div>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-expanded={open}
        aria-controls="log-more"
        onClick={() => setAsked(!open)}
        rightSection={open ? <IconChevronUp size={16} aria-hidden /> : <IconChevronDown size={16} aria-hidden />}
      >
        {t('more')}
      </Button>
      {open && (
        <Stack gap="sm" mt="xs" id="log-more">
          {mayPromise(form) && can('ticket.move') && <PromiseBox form={form} change={change} wrong={wrong} />}
          {!form.anonymous && can('message.manage') && (
            <Input.Wrapper label={t('contactBy')} labelElement="div">
              <SegmentedControl
                mt={4}
                fullWidth
                aria-label={t('contactBy')}
                data={[{ value: '', label: t('asUsual') }, ...WAYS.map((value) => ({ value, label: t(`shell:channel.${value}`) }))]}
                value={form.contactBy ?? ''}
                onChange={(value) => change({ contactBy: WAYS.find((way) => way === value) ?? null })}
              />
            </Input.Wrapper>
          )}
          <div className="side-by-side">
            <Select
              label={t('language')}
              placeholder={t('asCustomer')}
              data={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
              value={form.language}
              clearable
              clearButtonProps={{ 'aria-label': t('asCustomer') }}
              onChange={(language) => change({ language })}
            />
            <TextInput
              label={t('order')}
              maxLength={200}
              autoComplete="off"
              value={form.order}
              onChange={(event) => change({ order: event.currentTarget.value })}
            />
          </div>
          <Input.Wrapper label={t('holds')} description={t('holdsMore')} labelElement="div">
            <Chip.Group multiple value={[...form.holds]} onChange={(held) => change({ holds: HOLDS.filter((one) => held.includes(one)) })}>
              <Group gap="xs" mt={4} ref={holds}>
                {HOLDS.map((hold) => (
                  <Chip key={hold} value={hold} size="sm" variant="outline">
                    {t(`hold.${hold}`)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
        </Stack>
      )}
    </div>
  );
}

/** "17:00", "tomorrow 10", "2 h": what was understood stands below, with how long that is. */
function PromiseBox({ form, change, wrong }: MoreProps) {
  const { t, i18n } = useTranslation('log');
  const formats = useFormats();
  const length = useLength(false);
  const { promise, promiseAt } = form;
  const echo = useClock((now) =>
    promiseAt === null
      ? ''
      : t('promiseEcho', { when: formats.moment(promiseAt, now), length: length(Math.max(0, Date.parse(promiseAt) - now)) }),
  );
  return (
    <div>
      <TextInput
        id="log-promise"
        label={t('promise')}
        placeholder={t('promiseHint')}
        autoComplete="off"
        maxLength={60}
        error={wrong}
        value={promise}
        onChange={({ currentTarget: { value } }) => change({ promise: value, promiseAt: readMoment(value, deskNow(), i18n.language) })}
      />
      <Text size="sm" role="status" mt={4}>
        {promise.trim() === '' ? '' : promiseAt === null ? (wrong === null ? t('promiseUnclear') : '') : echo}
      </Text>
    </div>
  );
}
