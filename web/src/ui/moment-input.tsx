import { TextInput } from '@mantine/core';
import { deskNow } from '../clock/desk-clock';

interface MomentInputProps {
  readonly label: string;
  readonly description?: string;
  /** An instant, or null while none is given. */
  readonly value: string | null;
  readonly change: (value: string | null) => void;
  readonly error?: string | null;
}

/** A day and a time as this computer's zone reads them. */
export function MomentInput({ value, change, ...rest }: MomentInputProps) {
  return (
    <TextInput
      {...rest}
      type="datetime-local"
      value={value === null ? '' : localOf(Date.parse(value))}
      onChange={({ currentTarget }) => {
        const at = Date.parse(currentTarget.value);
        change(Number.isNaN(at) ? null : new Date(at).toISOString());
      }}
    />
  );
}

/** The full hour that comes at least so many milliseconds after now. */
export function fullHourIn(ms: number): string {
  const at = new Date(deskNow() + ms);
  if (at.getMinutes() > 0 || at.getSeconds() > 0 || at.getMilliseconds() > 0) at.setHours(at.getHours() + 1, 0, 0, 0);
  return at.toISOString();
}

function localOf(ms: number): string {
  const at = new Date(ms);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(at.getFullYear())}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
