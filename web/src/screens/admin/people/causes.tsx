import { useTranslation } from 'react-i18next';
import { Empty } from '../../../ui/states';

export function Causes() {
  const { t } = useTranslation('admin');
  return <Empty title={t('nothing')} />;
}
