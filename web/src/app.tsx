import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { DirectionProvider } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { queries } from './api/queries';
import { router } from './routes';
import { SignInAgain } from './shell/sign-in-again';
import { cssVariables, theme } from './ui/theme';
import { directionOf } from './words/words';

const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content;

export function App() {
  const { i18n } = useTranslation();
  const direction = directionOf(i18n.language);
  useEffect(() => {
    document.documentElement.lang = i18n.language;
    document.documentElement.dir = direction;
  }, [i18n.language, direction]);
  return (
    <DirectionProvider key={direction} initialDirection={direction} detectDirection={false}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto" getStyleNonce={() => nonce ?? ''}>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <SignInAgain />
          <Notifications position="bottom-left" />
        </QueryClientProvider>
      </MantineProvider>
    </DirectionProvider>
  );
}
