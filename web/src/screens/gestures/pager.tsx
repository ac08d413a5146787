import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Pages forward and back through a list that only knows the next one. `cursor` goes into the query. */
export function usePages(): { cursor: { cursor?: string }; page: number; next: (cursor: string) => void; back: () => void } {
  const [cursors, setCursors] = useState<readonly string[]>([]);
  const cursor = cursors.at(-1);
  return {
    cursor: cursor === undefined ? {} : { cursor },
    page: cursors.length,
    next: (one) => setCursors([...cursors, one]),
    back: () => setCursors(cursors.slice(0, -1)),
  };
}

export function Pager({ pages, nextCursor }: { pages: ReturnType<typeof usePages>; nextCursor: string | null }) {
  const { t } = useTranslation();
  if (pages.page === 0 && nextCursor === null) return null;
  return (
    <Group justify="flex-end" mt="xs">
      <Button size="compact-sm" variant="default" disabled={pages.page === 0} onClick={pages.back}>
        {t('act.previous')}
      </Button>
      <Button
        size="compact-sm"
        variant="default"
        disabled={nextCursor === null}
        onClick={() => {
          if (nextCursor !== null) pages.next(nextCursor);
        }}
      >
        {t('act.next')}
      </Button>
    </Group>
  );
}
