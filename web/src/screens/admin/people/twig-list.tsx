import { ActionIcon, Anchor, Button, Group, Menu, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowLeft, IconArrowUp, IconDots, IconEye, IconEyeOff, IconPlus } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../shell/me';
import { usePlace } from '../frame/place';
import { placeAfter, type Twig } from './twigs.rules';
import './admin-people.css';

export interface TwigActs<T extends Twig> {
  /** One up or down among its brothers. */
  readonly move: (row: T, by: -1 | 1) => void;
  readonly hide: (row: T, hidden: boolean) => void;
}
interface TwigListProps<T extends Twig> {
  readonly label: string;
  readonly add: string;
  readonly rows: readonly T[];
  /** Headings with what is below each; one without a title where there are none. */
  readonly groups: readonly { readonly title: string | null; readonly rows: readonly T[] }[];
  readonly acts: TwigActs<T>;
  readonly children: ReactNode;
}

/** A tree and what is open in it. Arrows walk, Shift and an arrow move the row; the menu beside each row does the same. */
export function TwigList<T extends Twig>({ label, add, rows, groups, acts, children }: TwigListProps<T>) {
  const { t } = useTranslation(['admin-people', 'admin']);
  const { part = '', at } = usePlace();
  const may = useCan()('settings.edit');
  return (
    <div className="admin-two" data-open={at !== undefined}>
      <Stack gap="xs" component="nav" aria-label={label} className="admin-items" onKeyDown={walk}>
        {may && (
          <>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              renderRoot={(props) => <Link to="/admin/$part" params={{ part }} search={{ at: 'new' }} resetScroll={false} {...props} />}
            >
              {add}
            </Button>
            <Text size="xs" c="dimmed" visibleFrom="sm">
              {t('twigs.keys')}
            </Text>
          </>
        )}
        {groups.map(({ title, rows: inside }) => (
          <section key={title ?? ''} aria-label={title ?? label}>
            {title !== null && (
              <Text size="sm" fw={700} mt="xs" mb={2} aria-hidden>
                {title}
              </Text>
            )}
            {inside.length === 0 && (
              <Text size="sm" c="dimmed" ps="xs">
                {t('twigs.none')}
              </Text>
            )}
            <ul className="admin-list">
              {inside.map((row) => (
                <TwigRow key={row.key} row={row} rows={rows} acts={may ? acts : null} />
              ))}
            </ul>
          </section>
        ))}
      </Stack>
      <Stack gap="md" className="admin-form">
        {at !== undefined && (
          <Anchor renderRoot={(props) => <Link to="/admin/$part" params={{ part }} {...props} />} hiddenFrom="sm" className="admin-back">
            <IconArrowLeft size={16} aria-hidden /> {t('admin:backToList')}
          </Anchor>
        )}
        {children}
      </Stack>
    </div>
  );
}

function TwigRow<T extends Twig>({ row, rows, acts }: { row: T; rows: readonly T[]; acts: TwigActs<T> | null }) {
  const { t } = useTranslation('admin-people');
  const { part = '', at } = usePlace();
  const move = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : null;
    if (!event.shiftKey || by === null || !acts) return;
    event.preventDefault();
    event.stopPropagation();
    if (placeAfter(rows, row, by) !== null) acts.move(row, by);
  };
  return (
    <li className="twig" data-level={row.level}>
      <Link
        id={`twig-${row.key}`}
        to="/admin/$part"
        params={{ part }}
        search={{ at: row.key }}
        resetScroll={false}
        className="admin-item"
        aria-current={row.key === at ? 'true' : undefined}
        onKeyDown={move}
      >
        <span>{row.name}</span>
        {row.hidden && <small>{t('twigs.hidden')}</small>}
      </Link>
      {acts && <TwigMenu row={row} rows={rows} acts={acts} />}
    </li>
  );
}

function TwigMenu<T extends Twig>({ row, rows, acts }: { row: T; rows: readonly T[]; acts: TwigActs<T> }) {
  const { t } = useTranslation('admin-people');
  return (
    <Group gap={0}>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" className="twig-more" aria-label={t('twigs.acts', { name: row.name })}>
            <IconDots size={17} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconArrowUp size={15} aria-hidden />}
            disabled={placeAfter(rows, row, -1) === null}
            onClick={() => acts.move(row, -1)}
          >
            {t('twigs.up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={15} aria-hidden />}
            disabled={placeAfter(rows, row, 1) === null}
            onClick={() => acts.move(row, 1)}
          >
            {t('twigs.down')}
          </Menu.Item>
          <Menu.Item
            leftSection={row.hidden ? <IconEye size={15} aria-hidden /> : <IconEyeOff size={15} aria-hidden />}
            onClick={() => acts.hide(row, !row.hidden)}
          >
            {t(row.hidden ? 'twigs.show' : 'twigs.hide')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}

/** Arrows go from row to row, over the headings. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0 || !(event.target instanceof HTMLElement) || !event.target.matches('.admin-item')) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.admin-item')];
  const here = links.findIndex((link) => link === document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, here + step))]?.focus();
  event.preventDefault();
}
