import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function QuarantineScreen() {
  const { t } = useTranslation('quarantine');
  return <Page title={t('title')}>{null}</Page>;
}
