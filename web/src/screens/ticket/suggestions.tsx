import { Button, Collapse, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { liveOf } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { FormDialog } from './form-dialog';
import { GiveDialog } from './give-dialog';
import { ownIdeaForm, waiveForm } from './gift-forms';
import { SuggestionLine } from './suggestion-line';
import { useTicketDesk } from './ticket-desk';
import { useBudgetLeft } from './use-currency';

type Suggestion = View<'SuggestionView'>;

export function Suggestions() {
  const { ticket } = useTicketDesk();
  const suggested = desk.useQuery(
    'get',
    '/api/v1/tickets/{id}/suggestions',
    { params: { path: { id: ticket.id } } },
    { meta: liveOf(ticket.id) },
  );
  return (
    <Loaded of={suggested} lines={3}>
      {(data) => <Choice suggested={data} />}
    </Loaded>
  );
}

/** Up to three, each with its reasons and its cost; everything else one step further down. */
function Choice({ suggested }: { suggested: View<'SuggestionsView'> }) {
  const { t } = useTranslation('ticket');
  const can = useCan();
  const [chosen, setChosen] = useState<Suggestion | null>(null);
  const [form, setForm] = useState<'waive' | 'own' | null>(null);
  const [all, setAll] = useState(false);
  const mayGive = can('gesture.take');
  const top = suggested.items.slice(0, 3);
  const choose = (rank: number) => (): void => setChosen(top[rank] ?? null);
  const key = (rank: number) => ({ label: 'ticket:keys.suggestion', group: 'ticket:title', when: mayGive && top.length > rank });
  useKey({ id: 'ticket.give1', keys: 'o 1', ...key(0) }, choose(0));
  useKey({ id: 'ticket.give2', keys: 'o 2', ...key(1) }, choose(1));
  useKey({ id: 'ticket.give3', keys: 'o 3', ...key(2) }, choose(2));
  const currency = top[0]?.currency ?? suggested.others[0]?.currency ?? 'USD';
  return (
    <Stack gap="sm">
      <WhatIsLeft />
      {suggested.householdHint !== null && <Text size="sm">{suggested.householdHint}</Text>}
      <ol className="suggestions">
        {top.map((one, index) => (
          <SuggestionLine key={one.gestureType} suggestion={one} place={index + 1} choose={mayGive ? () => setChosen(one) : undefined} />
        ))}
      </ol>
      {top.length === 0 && <Text>{t('oneUp.none')}</Text>}
      {mayGive && (
        <Group gap="xs" className="no-print">
          <Button variant="default" size="compact-sm" onClick={() => setForm('waive')}>
            {t('oneUp.notNow')}
          </Button>
          {suggested.ownIdea && (
            <Button variant="default" size="compact-sm" onClick={() => setForm('own')}>
              {t('oneUp.own')}
            </Button>
          )}
          <Button variant="subtle" size="compact-sm" aria-expanded={all} onClick={() => setAll(!all)}>
            {t('oneUp.more')}
          </Button>
        </Group>
      )}
      <Collapse expanded={all}>
        <Others suggested={suggested} choose={mayGive ? setChosen : undefined} />
      </Collapse>
      {chosen && <GiveDialog suggestion={chosen} set={suggested.set} close={() => setChosen(null)} />}
      {form === 'waive' && <FormDialog form={waiveForm} close={() => setForm(null)} />}
      {form === 'own' && <FormDialog form={ownIdeaForm(currency, suggested.set)} close={() => setForm(null)} />}
    </Stack>
  );
}

function WhatIsLeft() {
  const { t } = useTranslation('ticket');
  const formats = useFormats();
  const left = useBudgetLeft();
  if (!left.data || left.data.items.length === 0) return null;
  const { currency, items } = left.data;
  const [first] = items;
  const isOne = items.every(({ leftMinor }) => leftMinor === first?.leftMinor);
  return (
    <Text size="sm" c="dimmed">
      {t('oneUp.left', {
        what: isOne
          ? formats.money(first?.leftMinor ?? 0, currency)
          : formats.list(items.map((one) => `${t(`oneUp.classes.${one.class}`)} ${formats.money(one.leftMinor, currency)}`)),
      })}
    </Text>
  );
}

/** What else is possible, and what is not and why. */
function Others({ suggested, choose }: { suggested: View<'SuggestionsView'>; choose?: (one: Suggestion) => void }) {
  const { t } = useTranslation('ticket');
  return (
    <Stack gap="sm">
      <ol className="suggestions">
        {suggested.others.map((one) => (
          <SuggestionLine key={one.gestureType} suggestion={one} choose={choose ? () => choose(one) : undefined} />
        ))}
      </ol>
      {suggested.excluded.length > 0 && (
        <>
          <Text fw={600} size="sm">
            {t('oneUp.whyNot')}
          </Text>
          <ul className="plain-list">
            {suggested.excluded.map((one) => (
              <li key={one.gestureType}>
                <Text size="sm">
                  <strong>{one.name}</strong>: {one.why}
                </Text>
              </li>
            ))}
          </ul>
        </>
      )}
    </Stack>
  );
}
