import { Button, Group, Text, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';

export interface Variable {
  readonly name: string;
  readonly note: string;
  readonly optional: boolean;
}
interface ChipBoxProps {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly variables: readonly Variable[];
  readonly change: (value: string) => void;
  readonly maxLength: number;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly below?: ReactNode;
  /** A line above the text, such as the subject of a mail. */
  readonly subject?: {
    readonly label: string;
    readonly value: string;
    readonly error: string | undefined;
    readonly change: (value: string) => void;
  };
}

/** A text with variables: each is a button that puts `{{name}}` where the cursor was last, in the subject or in the text. */
export function ChipBox(props: ChipBoxProps) {
  const { label, value, error, variables, change, maxLength, language, direction, below, subject } = props;
  const { t } = useTranslation('admin');
  const text = useRef<HTMLTextAreaElement>(null);
  const line = useRef<HTMLInputElement>(null);
  const last = useRef<'subject' | 'text'>('text');
  const title = useId();
  const insert = (name: string): void => {
    const inLine = subject !== undefined && last.current === 'subject';
    const box = inLine ? line.current : text.current;
    const before = inLine ? subject.value : value;
    const [from, to] = [box?.selectionStart ?? before.length, box?.selectionEnd ?? before.length];
    const word = `{{${name}}}`;
    (inLine ? subject.change : change)(before.slice(0, from) + word + before.slice(to));
    box?.focus();
    requestAnimationFrame(() => box?.setSelectionRange(from + word.length, from + word.length));
  };
  return (
    <>
      {subject && (
        <TextInput
          ref={line}
          label={subject.label}
          lang={language}
          dir={direction}
          maxLength={150}
          value={subject.value}
          error={subject.error}
          onFocus={() => (last.current = 'subject')}
          onChange={({ currentTarget }) => subject.change(currentTarget.value)}
        />
      )}
      <Textarea
        ref={text}
        label={label}
        lang={language}
        dir={direction}
        autosize
        minRows={6}
        maxRows={22}
        maxLength={maxLength}
        value={value}
        error={error}
        onFocus={() => (last.current = 'text')}
        onChange={({ currentTarget }) => change(currentTarget.value)}
      />
      {below}
      <div>
        <Text size="sm" fw={500} id={title}>
          {t('chips.title')}
        </Text>
        <Group gap={6} mt={4} role="group" aria-labelledby={title}>
          {variables.map(({ name, note, optional }) => (
            <Button
              key={name}
              size="compact-sm"
              variant="default"
              title={optional ? t('chips.optional', { note }) : note}
              onClick={() => insert(name)}
            >
              <span dir="ltr">{`{{${name}}}`}</span>
            </Button>
          ))}
        </Group>
      </div>
    </>
  );
}
