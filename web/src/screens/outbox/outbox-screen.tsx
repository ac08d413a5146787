import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function OutboxScreen() {
  const { t } = useTranslation('outbox');
  return <Page title={t('title')}>{null}</Page>;
}
