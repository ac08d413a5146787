import { Button, Checkbox, Group, Input, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { useCan } from '../../../shell/me';
import { EditForm } from '../frame/edit-form';
import { usePlace } from '../frame/place';
import { useEdit } from '../frame/use-edit';
import { readAnew } from './choices';
import { dayIn, endOfDay } from './names.rules';

type Scope = View<'MakeToken'>['scopes'][number];

/** By what a program does, each with what is needed for it. */
const GROUPS: readonly { readonly key: string; readonly scopes: readonly Scope[] }[] = [
  { key: 'take', scopes: ['complaint.log', 'customer.see', 'customer.edit', 'purchase.import'] },
  {
    key: 'work',
    scopes: ['ticket.see', 'ticket.move', 'ticket.fix', 'ticket.assign', 'ticket.severity', 'ticket.hold', 'ticket.merge', 'board.see'],
  },
  { key: 'give', scopes: ['gesture.see', 'gesture.take', 'gesture.manage', 'budget.left', 'budget.see', 'budget.set', 'budget.override'] },
  { key: 'vouchers', scopes: ['voucher.redeem', 'voucher.see', 'voucher.undo'] },
  { key: 'messages', scopes: ['message.see', 'message.manage', 'quarantine.see', 'quarantine.decide'] },
  { key: 'numbers', scopes: ['report.see', 'review.see', 'survey.correct', 'audit.see'] },
  { key: 'settings', scopes: ['settings.see', 'settings.edit', 'staff.see', 'staff.edit', 'me'] },
];
const READY: readonly { readonly key: string; readonly scopes: readonly Scope[] }[] = [
  { key: 'till', scopes: ['voucher.redeem'] },
  { key: 'shop', scopes: ['complaint.log', 'customer.see', 'settings.see'] },
  { key: 'figures', scopes: ['report.see', 'board.see', 'settings.see'] },
];
const LENGTHS = [30, 90, 365] as const;

/** A new token: a name, what it may do, and an end. It never can more than whoever makes it. */
export function TokenForm({ made }: { made: (token: string) => void }) {
  const { t } = useTranslation('admin-people');
  const { go } = usePlace();
  const can = useCan();
  const [defaultEnd] = useState(() => dayIn(90, deskNow()));
  const edit = useEdit({
    key: 'settings:token:new',
    stored: { name: '', scopes: [] as readonly Scope[], endDay: defaultEnd },
    version: 0,
    problems: (form) => ({
      ...(form.name.trim() === '' ? { name: t('missing.name') } : {}),
      ...(form.scopes.length === 0 ? { scopes: t('missing.scopes') } : {}),
      ...(endOfDay(form.endDay) === null ? { endDay: t('missing.date') } : {}),
    }),
    send: ({ name, scopes, endDay }) =>
      api.POST('/api/v1/api-tokens', { body: { name, scopes: [...scopes], expiresAt: endOfDay(endDay) ?? '' } }),
    after: async (saved) => {
      if (saved) made(saved.token);
      await readAnew('/api/v1/api-tokens');
      if (saved) await go(saved.id);
    },
  });
  const { value, change, wrong } = edit;
  const offered = GROUPS.map((group) => ({
    ...group,
    scopes: group.scopes.filter((scope) => scope === 'voucher.redeem' || can(scope)),
  })).filter(({ scopes }) => scopes.length > 0);
  const toggle = (scope: Scope, on: boolean): void =>
    change({ scopes: on ? [...value.scopes, scope] : value.scopes.filter((one) => one !== scope) });
  return (
    <EditForm edit={edit} label={t('tokens.add')} needs="token.create" saveWord={t('tokens.make')}>
      <TextInput
        label={t('tokens.name')}
        description={t('tokens.nameMore')}
        maxLength={120}
        error={wrong('name')}
        value={value.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <Stack gap={6}>
        <TextInput
          type="date"
          maw={260}
          label={t('tokens.end')}
          error={wrong('endDay')}
          value={value.endDay}
          onChange={(event) => change({ endDay: event.currentTarget.value })}
        />
        <Group gap="xs">
          {LENGTHS.map((count) => (
            <Button key={count} size="compact-sm" variant="default" onClick={() => change({ endDay: dayIn(count, deskNow()) })}>
              {t('tokens.days', { count })}
            </Button>
          ))}
        </Group>
      </Stack>
      <Input.Wrapper label={t('tokens.scopes')} description={t('tokens.scopesMore')} error={wrong('scopes')} labelElement="div">
        <Group gap="xs" my="xs">
          {READY.map(({ key, scopes }) => (
            <Button
              key={key}
              size="compact-sm"
              variant="default"
              onClick={() => change({ scopes: scopes.filter((scope) => scope === 'voucher.redeem' || can(scope)) })}
            >
              {t(`tokens.ready.${key}`)}
            </Button>
          ))}
        </Group>
        <div className="scope-groups">
          {offered.map(({ key, scopes }) => (
            <fieldset key={key} className="scopes">
              <legend>{t(`tokens.groups.${key}`)}</legend>
              {scopes.map((scope) => (
                <Checkbox
                  key={scope}
                  label={t(`scopes.${scope}`)}
                  aria-invalid={wrong('scopes') !== undefined && scope === offered[0]?.scopes[0]}
                  checked={value.scopes.includes(scope)}
                  onChange={(event) => toggle(scope, event.currentTarget.checked)}
                />
              ))}
            </fieldset>
          ))}
        </div>
      </Input.Wrapper>
    </EditForm>
  );
}
