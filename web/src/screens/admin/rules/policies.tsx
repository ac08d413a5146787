import { Anchor, Group } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { desk } from '../../../api/client';
import { useCan } from '../../../shell/me';
import { Empty, Loaded, NotHere } from '../../../ui/states';
import { usePlace } from '../frame/place';
import { PolicyForm } from './policy-form';
import type { Policy } from './policy-sheet.rules';

const NEW = 'new';

/** What is promised by when: one policy for all, and one for each place that needs its own. */
export function Policies() {
  const { t } = useTranslation('admin');
  const { at } = usePlace();
  const policies = desk.useQuery('get', '/api/v1/policies', { params: { query: { limit: 100 } } });
  const locations = desk.useQuery('get', '/api/v1/locations', { params: { query: { limit: 100 } } });
  const places = locations.data?.items ?? [];
  const placeOf = (key: string | null): string =>
    key === null ? t('policy.everywhere') : (places.find((one) => one.key === key)?.name ?? key);
  const read = (): Promise<unknown> => policies.refetch();
  return (
    <Loaded of={policies}>
      {({ items }) => {
        const newest = items.filter((one, index) => items.findIndex(({ key }) => key === one.key) === index);
        const shared = newest.find(({ location }) => location === null) ?? newest[0];
        if (!shared) return <Empty title={t('policy.none')} />;
        const open = at === NEW ? fromShared(shared) : at === undefined ? shared : newest.find(({ key }) => key === at);
        if (!open) return <NotHere />;
        const versions = at === NEW ? [] : items.filter(({ key }) => key === open.key);
        const free = places.filter(({ key }) => newest.every(({ location }) => location !== key));
        return (
          <>
            <Tabs newest={newest} current={at ?? shared.key} placeOf={placeOf} canAdd={free.length > 0} />
            <PolicyForm key={at ?? shared.key} policy={open} versions={versions} free={free} placeOf={placeOf} read={read} />
          </>
        );
      }}
    </Loaded>
  );
}

/** A new one begins with what holds everywhere. */
function fromShared(shared: Policy): Policy {
  return { ...shared, key: '', version: 0, location: '' };
}

interface TabsProps {
  readonly newest: readonly Policy[];
  readonly current: string;
  readonly placeOf: (key: string | null) => string;
  readonly canAdd: boolean;
}

function Tabs({ newest, current, placeOf, canAdd }: TabsProps) {
  const { t } = useTranslation('admin');
  const may = useCan()('settings.edit');
  const tab = (key: string, name: string) => (
    <Anchor
      key={key}
      className="admin-tab"
      aria-current={key === current ? 'true' : undefined}
      renderRoot={(props) => <Link to="/admin/$part" params={{ part: 'policies' }} search={{ at: key }} resetScroll={false} {...props} />}
    >
      {name}
    </Anchor>
  );
  return (
    <Group component="nav" aria-label={t('policy.which')} gap="xs">
      {newest.map(({ key, location }) => tab(key, placeOf(location)))}
      {may && canAdd && tab(NEW, t('policy.add'))}
    </Group>
  );
}
