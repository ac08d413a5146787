import { Group, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';

/** A screen: its name as `h1`, which takes the focus when the screen opens so that a screen reader says where one is, and its actions. */
export function Page({
  title,
  actions,
  children,
  focus = true,
  above,
}: {
  title: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  focus?: boolean;
  above?: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) heading.current?.focus({ preventScroll: true });
  }, [focus]);
  const name = typeof title === 'string' ? title : undefined;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} · Amends`;
  }, [name]);
  return (
    <Stack gap="md">
      {above}
      <Group justify="space-between" align="center" gap="sm">
        <Title order={1} ref={heading} tabIndex={-1}>
          {title}
        </Title>
        {actions && (
          <Group gap="xs" maw="100%">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
