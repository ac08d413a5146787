import { Group, Select } from '@mantine/core';
import { ROLES } from '../../../../../src/staff/role.rules';
import { useTranslation } from 'react-i18next';
import { optionsOf, useDesks, useLocations, useTeams } from './choices';
import { roleMissing, type RoleWish, SCOPES, scopesOf, withRole } from './roles.rules';

interface RoleFieldsProps {
  readonly wish: RoleWish;
  readonly change: (wish: RoleWish) => void;
  /** Whether what is missing is said. */
  readonly tried: boolean;
}

/** A role, and where it holds. */
export function RoleFields({ wish, change, tried }: RoleFieldsProps) {
  const { t } = useTranslation('admin-people');
  const missing = tried ? roleMissing(wish) : null;
  const places = {
    location: optionsOf(useLocations().data),
    team: optionsOf(useTeams().data),
    desk: optionsOf(useDesks().data),
  };
  const { role, scope, place } = wish;
  return (
    <Group align="start" gap="sm">
      <Select
        label={t('staff.role')}
        miw={200}
        searchable
        data={ROLES.map((one) => ({ value: one, label: t(`roles.${one}`) }))}
        error={missing === 'role' ? t('missing.role') : undefined}
        nothingFoundMessage={t('nothingFound')}
        value={role === '' ? null : role}
        onChange={(next) => change(withRole(wish, next ?? ''))}
      />
      <Select
        label={t('staff.where')}
        miw={200}
        allowDeselect={false}
        data={SCOPES.map((one) => ({ value: one, label: t(`staff.scope.${one}`), disabled: !scopesOf(role).includes(one) }))}
        value={scope}
        onChange={(next) => {
          if (next) change({ ...wish, scope: next, place: '' });
        }}
      />
      {scope !== 'org' && (
        <Select
          label={t(`staff.place.${scope}`)}
          miw={200}
          searchable
          data={places[scope]}
          error={missing === 'place' ? t('missing.place') : undefined}
          nothingFoundMessage={t('nothingFound')}
          value={place || null}
          onChange={(next) => change({ ...wish, place: next ?? '' })}
        />
      )}
    </Group>
  );
}
