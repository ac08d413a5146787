import { useNavigate, useParams, useSearch } from '@tanstack/react-router';

/** Where one is in the settings: the part, and what is open in it (`?at=`; `new` while something is being made). */
export function usePlace(): { part: string | undefined; at: string | undefined; go: (at: string | undefined) => Promise<void> } {
  const { part } = useParams({ strict: false });
  const { at } = useSearch({ strict: false });
  const navigate = useNavigate();
  return {
    part,
    at,
    go: async (next) => {
      if (part !== undefined) await navigate({ to: '/admin/$part', params: { part }, search: { at: next }, resetScroll: false });
    },
  };
}
