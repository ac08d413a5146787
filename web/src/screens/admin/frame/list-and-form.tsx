import { Anchor, Button, Stack, Text, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPlus, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey } from '../../../keys/keys';
import { usePlace } from './place';

export interface Item {
  readonly id: string;
  readonly title: string;
  /** A second, smaller line. */
  readonly more?: string;
}
interface ListAndFormProps {
  readonly label: string;
  readonly items: readonly Item[];
  /** The word on the button that makes a new one (`?at=new`); without it there is no such button. */
  readonly add?: string;
  /** What is open; null = nothing yet. */
  readonly children: ReactNode;
}
const FILTER_FROM = 8;

/** The list at the start, what is open in it beside; on a phone one at a time. What is open stands in the address as `?at=`. */
export function ListAndForm({ label, items, add, children }: ListAndFormProps) {
  const { t } = useTranslation('admin');
  const { part = '', at } = usePlace();
  const [filter, setFilter] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const filters = items.length >= FILTER_FROM;
  useKey({ id: 'admin.filterItems', keys: '/', label: 'admin:keys.filterList', group: 'admin:title', when: filters }, () =>
    box.current?.focus(),
  );
  const wanted = filter.trim().toLocaleLowerCase();
  const left = items.filter(({ title, more }) => `${title} ${more ?? ''}`.toLocaleLowerCase().includes(wanted));
  return (
    <div className="admin-two" data-open={at !== undefined}>
      <Stack gap="xs" component="nav" aria-label={label} className="admin-items">
        {add !== undefined && (
          <Button
            variant="default"
            leftSection={<IconPlus size={16} aria-hidden />}
            renderRoot={(props) => <Link to="/admin/$part" params={{ part }} search={{ at: 'new' }} resetScroll={false} {...props} />}
          >
            {add}
          </Button>
        )}
        {filters && (
          <TextInput
            ref={box}
            aria-label={t('filterItems')}
            placeholder={t('filterItems')}
            leftSection={<IconSearch size={16} aria-hidden />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setFilter('');
            }}
          />
        )}
        <ul className="admin-list" onKeyDown={walk}>
          {left.map((item) => (
            <li key={item.id}>
              <Link
                to="/admin/$part"
                params={{ part }}
                search={{ at: item.id }}
                resetScroll={false}
                className="admin-item"
                aria-current={item.id === at ? 'true' : undefined}
              >
                <span>{item.title}</span>
                {item.more !== undefined && <small>{item.more}</small>}
              </Link>
            </li>
          ))}
        </ul>
        {left.length === 0 && filter !== '' && <Text size="sm">{t('noItem')}</Text>}
      </Stack>
      <Stack gap="md" className="admin-form">
        {at !== undefined && (
          <Anchor renderRoot={(props) => <Link to="/admin/$part" params={{ part }} {...props} />} hiddenFrom="sm" className="admin-back">
            <IconArrowLeft size={16} aria-hidden /> {t('backToList')}
          </Anchor>
        )}
        {children}
      </Stack>
    </div>
  );
}

/** Arrows go through the list. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('a')];
  const here = links.findIndex((link) => link === document.activeElement);
  links[Math.max(0, Math.min(links.length - 1, here + step))]?.focus();
  event.preventDefault();
}
