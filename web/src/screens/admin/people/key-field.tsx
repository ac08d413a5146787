import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { keyOf } from './names.rules';

/** The short name of something new. It follows the name until somebody types it; afterwards it stays for ever. */
export function KeyField({
  name,
  value,
  error,
  change,
}: {
  name: string;
  value: string;
  error: string | undefined;
  change: (key: string) => void;
}) {
  const { t } = useTranslation('admin-people');
  return (
    <TextInput
      label={t('key')}
      description={t('keyMore')}
      maxLength={63}
      error={error}
      value={value === '' ? keyOf(name) : value}
      onChange={(event) => change(event.currentTarget.value.toLowerCase())}
    />
  );
}
