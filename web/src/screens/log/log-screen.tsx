import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function LogScreen() {
  const { t } = useTranslation('log');
  return <Page title={t('title')}>{null}</Page>;
}
