import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function AdminScreen() {
  const { t } = useTranslation('admin');
  return <Page title={t('title')}>{null}</Page>;
}
