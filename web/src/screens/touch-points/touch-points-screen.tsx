import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function TouchPointsScreen() {
  const { t } = useTranslation('touch-points');
  return <Page title={t('title')}>{null}</Page>;
}
