import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { type SubmitEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { isProblem, sentenceOf } from '../api/problem';
import { deskNow, useClock } from '../clock/desk-clock';

/** E-mail and password. One sentence for every cause; the e-mail stays, the password gets the focus. Too often: it counts down. */
export function SignInForm({ done }: { done: () => Promise<void> }) {
  const { t } = useTranslation();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [until, setUntil] = useState(0);
  const wait = useClock((now) => Math.max(0, Math.ceil((until - now) / 1000)));
  const box = useRef<HTMLInputElement>(null);

  const signIn = async (): Promise<void> => {
    setBusy(true);
    try {
      const { error, response } = await api.POST('/api/v1/sessions', { body: { email, password } });
      if (!error) {
        setWrong(null);
        setPassword('');
        await done();
        return;
      }
      const seconds = Number(response.headers.get('retry-after') ?? 0);
      if (response.status === 429 && seconds > 0) setUntil(deskNow() + seconds * 1000);
      setWrong(isProblem(error) && error.status < 500 ? (sentenceOf(error) ?? t('signIn.wrong')) : t('state.lostMore'));
      box.current?.focus();
    } catch {
      setWrong(t('signIn.offline'));
    } finally {
      setBusy(false);
    }
  };
  const onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    void signIn();
  };
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        {wrong !== null && (
          <Alert color="red" role="alert">
            {wait > 0 ? t('signIn.slow', { seconds: wait }) : wrong}
          </Alert>
        )}
        <TextInput
          label={t('signIn.email')}
          name="email"
          type="email"
          autoComplete="username"
          required
          withAsterisk={false}
          value={email}
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <PasswordInput
          ref={box}
          label={t('signIn.password')}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.show'), 'aria-hidden': false, tabIndex: 0 }}
        />
        <Button type="submit" loading={busy} disabled={wait > 0}>
          {t('signIn.go')}
        </Button>
      </Stack>
    </form>
  );
}
