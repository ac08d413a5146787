import { Kbd } from '@mantine/core';

/** The key that does the same as the button it stands in. */
export function KeyHint({ name }: { name: 'Enter' | 'Esc' }) {
  return (
    <Kbd size="xs" aria-hidden visibleFrom="sm">
      {name}
    </Kbd>
  );
}
