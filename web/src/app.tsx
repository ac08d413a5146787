import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { DirectionProvider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queries } from './api/queries';
import { router } from './routes';
import { ended } from './shell/session';
import { useStore } from './ui/store';
import { cssVariables, theme } from './ui/theme';
import { directionOf } from './words/words';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

const SignInAgain = lazy(() => import('./shell/sign-in-again').then(({ SignInAgain }) => ({ default: SignInAgain })));

export function App() {
  const { i18n } = useTranslation();
  const direction = directionOf(i18n.language);
  const signInAgain = useStore(ended);
  useEffect(() => {
    document.documentElement.lang = i18n.language;
    document.documentElement.dir = direction;
  }, [i18n.language, direction]);
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce ?? ''}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Suspense>{signInAgain && <SignInAgain />}</Suspense>
          <Notifications position="bottom-left" />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
