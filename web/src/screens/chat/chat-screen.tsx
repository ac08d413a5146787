import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function ChatScreen() {
  const { t } = useTranslation('chat');
  return <Page title={t('title')}>{null}</Page>;
}
