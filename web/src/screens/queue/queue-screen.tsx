import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function QueueScreen() {
  const { t } = useTranslation('queue');
  return <Page title={t('title')}>{null}</Page>;
}
