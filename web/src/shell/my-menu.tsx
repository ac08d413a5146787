import { Avatar, Indicator, Menu, UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { forgetHere } from '../drafts/drafts';
import { sayFailed } from '../ui/say';
import { api, desk } from '../api/client';
import { LIVE } from '../api/queries';
import { LANGUAGE_NAMES, LANGUAGES } from '../words/words';
import { useMe } from './me';
import { prefer } from './preferences';

/** More than this many unread is said as `9+`. */
const MOST = 9;

/** The person: look, language, keys, own settings, sign out. */
export function MyMenu({ openKeys }: { openKeys: () => void }) {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const cache = useQueryClient();
  const navigate = useNavigate();
  const { theme } = me.preferences;
  const { data: news } = desk.useQuery(
    'get',
    '/api/v1/notifications',
    { params: { query: { unread: true, limit: MOST } } },
    { meta: LIVE },
  );
  const unread = news?.items.length ?? 0;
  const count = news?.nextCursor ? `${String(unread)}+` : String(unread);
  const signOut = async (): Promise<void> => {
    try {
      await api.DELETE('/api/v1/sessions/current');
    } catch (error) {
      sayFailed(error);
      return;
    }
    await navigate({ to: '/signin' });
    cache.clear();
    forgetHere();
  };
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <UnstyledButton>
          <span className="only-heard">
            {unread > 0 ? t('me.menuNews', { name: me.name, count: unread, shown: count }) : t('me.menu', { name: me.name })}
          </span>
          <Indicator label={count} disabled={unread === 0} size={18} offset={5} color="red.9">
            <Avatar radius="xl" name={me.name} color="teal" variant="filled" />
          </Indicator>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.name}</Menu.Label>
        <Menu.Item onClick={() => void navigate({ to: '/me' })} rightSection={unread > 0 ? <span className="tag">{count}</span> : null}>
          {t('me.settings')}
        </Menu.Item>
        <Menu.Item onClick={openKeys}>{t('keys.help')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('me.look')}</Menu.Label>
        {(['auto', 'light', 'dark'] as const).map((look) => (
          <Menu.Item
            key={look}
            role="menuitemradio"
            aria-checked={theme === look}
            onClick={() => void prefer({ theme: look })}
            rightSection={theme === look ? '✓' : null}
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
            onClick={() => void prefer({ language })}
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
