import { useTranslation } from 'react-i18next';
import { Empty } from '../../../ui/states';

export function Locations() {
  const { t } = useTranslation('admin');
  return <Empty title={t('nothing')} />;
}
