import { NavLink, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../keys/keys';
import { usePlace } from './frame/place';
import { GROUPS, type Part } from './parts';

/** The parts by group; `/` goes into the filter, Enter there opens the first that is left. `wide` = the page of its own, with a line on each. */
export function PartList({ parts, wide = false }: { parts: readonly Part[]; wide?: boolean }) {
  const { t } = useTranslation('admin');
  const { part: current } = usePlace();
  const navigate = useNavigate();
  const [filter, setFilter] = useState('');
  const box = useRef<HTMLInputElement>(null);
  useKey({ id: 'admin.filter', keys: '/', label: 'admin:keys.filterParts', group: 'admin:title' }, () => box.current?.focus());
  const wanted = filter.trim().toLocaleLowerCase();
  const left = parts.filter((part) => `${t(`parts.${part.key}`)} ${t(`hints.${part.key}`)}`.toLocaleLowerCase().includes(wanted));
  const first = left[0];
  const groups = GROUPS.map((group) => ({ group, parts: left.filter((part) => part.group === group) })).filter(
    (one) => one.parts.length > 0,
  );
  return (
    <Stack gap="sm" component="nav" aria-label={t('partsLabel')}>
      <TextInput
        ref={box}
        label={t('filter')}
        placeholder={t('filterHint')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={filter}
        maw={wide ? 360 : undefined}
        onChange={(event) => setFilter(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setFilter('');
          if (event.key === 'Enter' && first) void navigate({ to: '/admin/$part', params: { part: first.key } });
        }}
      />
      {left.length === 0 && <Text role="status">{t('noPart')}</Text>}
      <div className={wide ? 'admin-groups' : undefined}>
        {groups.map(({ group, parts: inside }) => (
          <section key={group} className={wide ? 'card' : undefined} aria-label={t(`groups.${group}`)}>
            <Text size="xs" fw={700} c="dimmed" px="xs" mt={wide ? 0 : 'xs'} mb={2} aria-hidden>
              {t(`groups.${group}`)}
            </Text>
            {inside.map((part) => (
              <NavLink
                key={part.key}
                renderRoot={(props) => <Link to="/admin/$part" params={{ part: part.key }} {...props} />}
                label={t(`parts.${part.key}`)}
                description={wide ? t(`hints.${part.key}`) : undefined}
                active={part.key === current}
                aria-current={part.key === current ? 'page' : undefined}
                className="admin-part"
              />
            ))}
          </section>
        ))}
      </div>
    </Stack>
  );
}
