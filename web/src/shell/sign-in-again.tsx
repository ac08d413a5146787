import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../api/client';
import { useStore } from '../ui/store';
import type { Me } from './me';
import { ended, signedInAgain } from './session';
import { SignInForm } from './sign-in-form';

/** The session has ended: signing in again happens over the page, and everything typed is still there afterwards. */
export function SignInAgain() {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const open = useStore(ended) && !window.location.pathname.startsWith('/desk/signin');
  const done = async (): Promise<void> => {
    const before = cache.getQueryData<Me | null>(['me'])?.id;
    const { data } = await api.GET('/api/v1/me');
    // somebody else sits here now: nothing of the one before stays
    if (data && before !== undefined && data.id !== before) {
      window.location.assign('/desk/');
      return;
    }
    signedInAgain();
    await cache.invalidateQueries();
  };
  return (
    <Modal
      opened={open}
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={t('signIn.again')}
    >
      <SignInForm done={done} />
    </Modal>
  );
}
