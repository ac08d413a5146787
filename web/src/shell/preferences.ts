import { useMantineColorScheme } from '@mantine/core';
import i18next from 'i18next';
import { useEffect } from 'react';
import { api, type View } from '../api/client';
import { queries } from '../api/queries';
import { keySettings } from '../keys/keys';
import { sayFailed } from '../ui/say';
import { speak } from '../words/words';
import { type Me, meQuery, useMe } from './me';

export type Preferences = View<'PreferencesView'>;
const KEY: readonly unknown[] = meQuery.queryKey;
type Wish = View<'SetPreferences'>;

/** What this person likes: look, language, keys, sound, playbook. Kept at the desk, so that it is the same at every computer. */
export function usePreferences(): Preferences {
  return useMe().preferences;
}

/** Keeps a wish: shown at once, and taken back with the desk's own sentence when it was refused. */
export async function prefer(wish: Wish): Promise<void> {
  const before = queries.getQueryData<Me | null>(KEY);
  if (before) queries.setQueryData<Me>(KEY, { ...before, preferences: { ...before.preferences, ...wish } });
  try {
    const { data, error } = await api.PUT('/api/v1/me/preferences', { body: wish });
    if (error) back(error);
    else queries.setQueryData<Me>(KEY, data);
  } catch (error) {
    back(error);
  }
  function back(error: unknown): void {
    queries.setQueryData(KEY, before);
    sayFailed(error);
  }
}

/** Makes the page as this person likes it, at the start and whenever it changes. */
export function useAppliedPreferences(): void {
  const { theme, language, letterKeys, keys } = usePreferences();
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => setColorScheme(theme), [theme, setColorScheme]);
  useEffect(() => {
    if (language !== null && language !== i18next.language) void speak(language);
  }, [language]);
  useEffect(() => keySettings.set({ letters: letterKeys, own: keys }), [letterKeys, keys]);
}
