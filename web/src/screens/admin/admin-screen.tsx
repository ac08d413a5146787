import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { Loading, NotHere } from '../../ui/states';
import './admin.css';
import { usePlace } from './frame/place';
import { PartList } from './part-list';
import { PARTS } from './parts';

/** The settings: the list of their parts, and the one that is open. */
export function AdminScreen() {
  const { t } = useTranslation('admin');
  const can = useCan();
  const { part: key } = usePlace();
  const allowed = PARTS.filter((part) => can(part.needs));
  if (key === undefined) {
    return (
      <Page title={t('title')}>
        <PartList parts={allowed} wide />
      </Page>
    );
  }
  const part = allowed.find((one) => one.key === key);
  if (!part) return <NotHere />;
  const Shown = part.component;
  return (
    <div className="admin">
      <div className="admin-parts">
        <PartList parts={allowed} />
      </div>
      <Page
        key={key}
        title={t(`parts.${key}`)}
        above={
          <Anchor component={Link} to="/admin" hiddenFrom="sm" className="admin-back">
            <IconArrowLeft size={16} aria-hidden /> {t('allParts')}
          </Anchor>
        }
      >
        <Suspense fallback={<Loading />}>
          <Shown />
        </Suspense>
      </Page>
    </div>
  );
}
