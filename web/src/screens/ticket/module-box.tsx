import { Combobox, Textarea, useCombobox } from '@mantine/core';
import { type RefObject, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { askedModule, withModule } from './reply.rules';

interface ModuleBoxProps {
  readonly ticketId: string;
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly box: RefObject<HTMLTextAreaElement | null>;
  readonly error?: string | null;
  readonly onFocus?: () => void;
}

/** A box to write in; `::` opens the text modules, filled in for this ticket and in its language. */
export function ModuleBox({ ticketId, label, description, value, change, box, error, onFocus }: ModuleBoxProps) {
  const { t } = useTranslation('ticket');
  const [asked, setAsked] = useState<string | null>(null);
  const combobox = useCombobox();
  const modules = desk.useQuery(
    'get',
    '/api/v1/tickets/{id}/snippets',
    { params: { path: { id: ticketId } } },
    { enabled: asked !== null },
  );
  const found = (modules.data?.items ?? []).filter(({ key }) => key.toLowerCase().includes((asked ?? '').toLowerCase())).slice(0, 8);

  const typed = (text: string, caret: number): void => {
    const name = askedModule(text, caret);
    setAsked(name);
    if (name === null) combobox.closeDropdown();
    else {
      combobox.openDropdown();
      combobox.updateSelectedOptionIndex();
    }
    change(text);
  };
  const insert = (key: string): void => {
    const module = found.find((one) => one.key === key);
    const area = box.current;
    if (!module || !area) return;
    const next = withModule(value, area.selectionStart, module.text);
    change(next.text);
    setAsked(null);
    combobox.closeDropdown();
    requestAnimationFrame(() => area.setSelectionRange(next.caret, next.caret));
  };
  return (
    <Combobox store={combobox} onOptionSubmit={insert} withinPortal={false}>
      <Combobox.Target>
        <Textarea
          ref={box}
          label={label}
          description={description}
          autosize
          minRows={3}
          maxRows={16}
          maxLength={20_000}
          error={error}
          value={value}
          onChange={({ currentTarget }) => typed(currentTarget.value, currentTarget.selectionStart)}
          onBlur={() => combobox.closeDropdown()}
          onFocus={onFocus}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={found.length === 0 && !modules.isSuccess}>
        <Combobox.Options aria-label={t('reply.modules')}>
          {found.map((module) => (
            <Combobox.Option key={module.key} value={module.key}>
              <strong>{module.key}</strong> {module.text.slice(0, 90)}
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('reply.noModules')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
