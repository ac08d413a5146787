import { Checkbox, MultiSelect, Select, Textarea, TextInput } from '@mantine/core';
import type { Field } from './act.rules';

interface ActFieldProps {
  readonly field: Field;
  readonly value: string;
  readonly wrong: string | null;
  readonly first: boolean;
  readonly change: (value: string) => void;
}

/** One box of a small form, with its label, and below it what is wrong. */
export function ActField({ field, value, wrong, first, change }: ActFieldProps) {
  const common = {
    name: field.name,
    label: field.label,
    description: field.more,
    error: wrong,
    required: field.required !== undefined,
    'data-autofocus': first || undefined,
  };
  switch (field.kind) {
    case 'words':
      return (
        <Textarea {...common} autosize minRows={2} maxLength={2000} value={value} onChange={(event) => change(event.currentTarget.value)} />
      );
    case 'line':
    case 'money':
    case 'count':
      return (
        <TextInput
          {...common}
          autoComplete="off"
          inputMode={field.kind === 'money' ? 'decimal' : field.kind === 'count' ? 'numeric' : undefined}
          rightSection={field.kind === 'money' ? field.currency : undefined}
          rightSectionWidth={52}
          maxLength={200}
          value={value}
          onChange={(event) => change(event.currentTarget.value)}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          data={field.data}
          value={value}
          allowDeselect={false}
          comboboxProps={{ withinPortal: true }}
          onChange={(chosen) => change(chosen ?? '')}
        />
      );
    case 'choices':
      return (
        <MultiSelect
          {...common}
          data={field.data}
          value={value === '' ? [] : value.split(',')}
          onChange={(chosen) => change(chosen.join(','))}
        />
      );
    case 'flag':
      return (
        <Checkbox
          name={field.name}
          label={field.label}
          description={field.more}
          checked={value === 'yes'}
          onChange={(event) => change(event.currentTarget.checked ? 'yes' : '')}
        />
      );
  }
}
