import { Avatar, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { LANGUAGE_NAMES, LANGUAGES, speak } from '../words/words';
import { useMe } from './me';

/** The person: look, language, keys, own settings, sign out. */
export function MyMenu({ openKeys }: { openKeys: () => void }) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const signOut = async (): Promise<void> => {
    await api.DELETE('/api/v1/sessions/current');
    cache.clear();
    await navigate({ to: '/signin' });
  };
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton>
          <span className="only-heard">{t('me.menu', { name: me.name })}</span>
          <Avatar radius="xl" name={me.name} color="teal" variant="filled" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: '/me' })}>{t('me.settings')}</Menu.Item>
        <Menu.Item onClick={openKeys}>{t('keys.help')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('me.look')}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((look) => (
          <Menu.Item
            key={look}
            role="menuitemradio"
            aria-checked={colorScheme === look}
            onClick={() => setColorScheme(look)}
            rightSection={colorScheme === look ? '✓' : null}
          >
            {t(`me.looks.${look}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Label>{t('me.language')}</Menu.Label>
        {LANGUAGES.map((language) => (
          <Menu.Item
            key={language}
            lang={language}
            role="menuitemradio"
            aria-checked={i18n.language === language}
            onClick={() => void speak(language)}
            rightSection={i18n.language === language ? '✓' : null}
          >
            {LANGUAGE_NAMES[language]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('me.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
