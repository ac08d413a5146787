import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/page';

export function BoardScreen() {
  const { t } = useTranslation('board');
  return <Page title={t('title')}>{null}</Page>;
}
