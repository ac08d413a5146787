import { NumberInput, Radio, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import type { Field } from './form-fields';
import { useTicketDesk } from './ticket-desk';

interface FieldProps {
  readonly field: Field;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly wrong: string | null;
  readonly isFirst?: boolean;
}

/** One thing that a small form asks. */
export function FieldBox(props: FieldProps) {
  const { t } = useTranslation('ticket');
  const { field, value, change, wrong, isFirst = false } = props;
  const label = field.optional ? t('fields.optional', { label: t(`fields.${field.name}`) }) : t(`fields.${field.name}`);
  const common = { name: field.name, label, error: wrong, ...(isFirst ? { 'data-autofocus': true } : {}) };
  switch (field.as) {
    case 'words':
      return (
        <Textarea
          {...common}
          autosize
          minRows={3}
          maxRows={10}
          maxLength={4000}
          value={value}
          onChange={(e) => change(e.currentTarget.value)}
        />
      );
    case 'line':
      return <TextInput {...common} value={value} onChange={(e) => change(e.currentTarget.value)} />;
    case 'when':
      return <TextInput {...common} type="datetime-local" value={value} onChange={(e) => change(e.currentTarget.value)} />;
    case 'money':
      return <NumberInput {...common} min={0} decimalScale={2} value={value} onChange={(sum) => change(String(sum))} hideControls />;
    case 'choice':
      return (
        <Select
          {...common}
          data={(field.options ?? []).map((one) => ({ value: one, label: t(`options.${field.of ?? field.name}.${one}`) }))}
          value={value === '' ? null : value}
          allowDeselect={field.optional === true}
          onChange={(next) => change(next ?? '')}
        />
      );
    case 'score':
      return <Rows label={label} options={['1', '2', '3', '4', '5']} of="score" value={value} change={change} />;
    case 'yesNo':
      return <Rows label={label} options={['yes', 'no']} of="yesNo" value={value} change={change} />;
    case 'staff':
      return <StaffBox {...common} value={value} change={change} />;
    case 'cause':
      return <CauseBox {...common} value={value} change={change} />;
    case 'gift':
      return <GiftBox {...common} value={value} change={change} />;
    case 'gesture':
      return <GestureBox {...common} ids={field.options ?? []} value={value} change={change} />;
  }
}

function Rows({
  label,
  options,
  of,
  value,
  change,
}: { label: string; options: readonly string[]; of: string } & Pick<FieldProps, 'value' | 'change'>) {
  const { t } = useTranslation('ticket');
  return (
    <Radio.Group label={label} value={value === '' ? null : value} onChange={change}>
      <Group mt={4} gap="md">
        {options.map((one) => (
          <Radio key={one} value={one} label={t(`options.${of}.${one}`)} />
        ))}
      </Group>
    </Radio.Group>
  );
}

type BoxProps = { readonly label: string; readonly name: string; readonly error: string | null } & Pick<FieldProps, 'value' | 'change'>;

function StaffBox({ value, change, ...common }: BoxProps) {
  const { t } = useTranslation('ticket');
  const { ticket } = useTicketDesk();
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), 200);
  const people = desk.useQuery(
    'get',
    '/api/v1/staff',
    { params: { query: { status: 'active', limit: 50, ...(q === '' ? {} : { q }) } } },
    { placeholderData: (before) => before },
  );
  const colleagues = (people.data?.items ?? [])
    .filter(({ id }) => id !== ticket.owner?.id)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Select
      {...common}
      searchable
      data={[...(ticket.owner === null ? [] : [{ value: 'nobody', label: t('owner.team') }]), ...colleagues]}
      value={value === '' ? null : value}
      onSearchChange={(words) => setTyped(colleagues.some(({ label }) => label === words) ? '' : words)}
      onChange={(next) => change(next ?? '')}
      nothingFoundMessage={t('fields.nobodyFound')}
    />
  );
}

export function CauseBox({ value, change, ...common }: BoxProps) {
  const { t } = useTranslation('ticket');
  const causes = desk.useQuery('get', '/api/v1/causes', {}, { staleTime: 300_000 });
  return (
    <Select
      {...common}
      data={[
        { value: 'unknown_yet', label: t('fix.causeUnknown') },
        ...(causes.data?.items ?? []).filter(({ hidden }) => !hidden).map(({ key, name }) => ({ value: key, label: name })),
      ]}
      value={value === '' ? null : value}
      onChange={(next) => change(next ?? '')}
    />
  );
}

function GestureBox({ ids, value, change, ...common }: BoxProps & { ids: readonly string[] }) {
  const { ticket } = useTicketDesk();
  return (
    <Select
      {...common}
      data={ticket.gestures.filter(({ id }) => ids.includes(id)).map(({ id, name }) => ({ value: id, label: name }))}
      value={value === '' ? null : value}
      onChange={(next) => change(next ?? '')}
    />
  );
}

/** A gift of the catalogue. */
function GiftBox({ value, change, ...common }: BoxProps) {
  const types = desk.useQuery('get', '/api/v1/gesture-types', {}, { staleTime: 300_000 });
  return (
    <Select
      {...common}
      searchable
      data={(types.data?.items ?? []).filter(({ status }) => status === 'active').map(({ code, name }) => ({ value: code, label: name }))}
      value={value === '' ? null : value}
      onChange={(next) => change(next ?? '')}
    />
  );
}
