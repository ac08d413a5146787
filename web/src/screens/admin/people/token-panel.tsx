import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, type View } from '../../../api/client';
import { deskNow } from '../../../clock/desk-clock';
import { Ask } from '../../../ui/ask';
import { useFormats } from '../../../words/formats';
import { readAnew } from './choices';
import { useAct } from './use-act';

/** One token: what it may do, and its end. The token itself is kept nowhere. */
export function TokenPanel({ token }: { token: View<'TokenView'> }) {
  const { t } = useTranslation('admin-people');
  const formats = useFormats();
  const [asking, setAsking] = useState(false);
  const act = useAct();
  const works = token.revokedAt === null && Date.parse(token.expiresAt) > deskNow();
  const revoke = async (): Promise<void> => {
    await act.run(
      () => api.DELETE('/api/v1/api-tokens/{id}', { params: { path: { id: token.id } } }),
      t('tokens.nowRevoked', { name: token.name }),
      () => readAnew('/api/v1/api-tokens'),
    );
    setAsking(false);
  };
  return (
    <Stack className="card" component="section" aria-label={token.name} gap="md">
      <Title order={2}>{token.name}</Title>
      <dl className="facts">
        <dt>{t('tokens.state')}</dt>
        <dd>
          <span className="tag" data-tone={works ? 'fine' : 'late'}>
            {token.revokedAt !== null
              ? t('tokens.revoked', { date: formats.date(token.revokedAt) })
              : t(works ? 'tokens.works' : 'tokens.overNow')}
          </span>
        </dd>
        <dt>{t('tokens.end')}</dt>
        <dd>{formats.full(token.expiresAt)}</dd>
        <dt>{t('tokens.made')}</dt>
        <dd>{formats.full(token.createdAt)}</dd>
        <dt>{t('tokens.used')}</dt>
        <dd>{token.lastUsedAt === null ? t('tokens.never') : formats.full(token.lastUsedAt)}</dd>
      </dl>
      <div>
        <Text fw={600}>{t('tokens.scopes')}</Text>
        <ul>
          {token.scopes.map((scope) => (
            <li key={scope}>{t(`scopes.${scope}`)}</li>
          ))}
        </ul>
      </div>
      {works && (
        <Group>
          <Button variant="default" onClick={() => setAsking(true)}>
            {t('tokens.revoke')}
          </Button>
        </Group>
      )}
      <Ask
        open={asking}
        title={t('tokens.askTitle', { name: token.name })}
        yes={t('tokens.revoke')}
        busy={act.busy}
        onYes={() => void revoke()}
        onNo={() => setAsking(false)}
      >
        <Text>{t('tokens.askMore', { name: token.name, list: formats.list(token.scopes.map((scope) => t(`scopes.${scope}`))) })}</Text>
      </Ask>
    </Stack>
  );
}
