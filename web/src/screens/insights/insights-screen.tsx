import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function InsightsScreen() {
  const { t } = useTranslation('insights');
  return <Page title={t('title')}>{null}</Page>;
}
