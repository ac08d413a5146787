import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function GesturesScreen() {
  const { t } = useTranslation('gestures');
  return <Page title={t('title')}>{null}</Page>;
}
