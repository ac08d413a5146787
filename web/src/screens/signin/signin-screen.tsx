import { Center, Stack, Text, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { meQuery } from '../../shell/me';
import { signedInAgain } from '../../shell/session';
import { SignInForm } from '../../shell/sign-in-form';

const route = getRouteApi('/signin');

export function SignInScreen() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const router = useRouter();
  const { then } = route.useSearch();
  useEffect(() => {
    document.title = `${t('signIn.go')} · Amends`;
  }, [t]);
  const done = async (): Promise<void> => {
    signedInAgain();
    await cache.query({ ...meQuery, staleTime: 0 });
    // only back into our own pages
    if (then?.startsWith('/') && !then.startsWith('//')) router.history.push(then.startsWith('/desk') ? then : `/desk${then}`);
    else await router.navigate({ to: '/queue' });
  };
  return (
    <Center mih="100vh" p="md" component="main">
      <Stack w={360} className="card" p="xl">
        <div>
          <Title order={1}>Amends</Title>
          <Text>{t('signIn.welcome')}</Text>
        </div>
        <SignInForm done={done} />
      </Stack>
    </Center>
  );
}
