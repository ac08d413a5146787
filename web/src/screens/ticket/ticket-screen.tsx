import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function TicketScreen() {
  const { t } = useTranslation('ticket');
  return <Page title={t('title')}>{null}</Page>;
}
