import { useTranslation } from 'react-i18next';
import { Empty } from '../../../ui/states';

export function Glossary() {
  const { t } = useTranslation('admin');
  return <Empty title={t('nothing')} />;
}
