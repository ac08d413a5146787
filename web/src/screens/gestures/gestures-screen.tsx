import { Tabs } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../shell/me';
import { Page } from '../../ui/page';
import { NotHere } from '../../ui/states';
import { BudgetsTab } from './budgets-tab';
import { CatalogueTab } from './catalogue-tab';
import { GivenTab } from './given-tab';
import { HandoverTab } from './handover-tab';
import { WaitingTab } from './waiting-tab';

const route = getRouteApi('/inside/gestures');
const TABS = ['waiting', 'handover', 'budgets', 'given', 'catalogue'] as const;
type Tab = (typeof TABS)[number];
const SHOWN: Readonly<Record<Tab, ComponentType>> = {
  waiting: WaitingTab,
  handover: HandoverTab,
  budgets: BudgetsTab,
  given: GivenTab,
  catalogue: CatalogueTab,
};

/** One-ups: what waits for a yes, what is to be handed over, the money, what became of it, and what there is to give. */
export function GesturesScreen() {
  const { t } = useTranslation('gestures');
  const can = useCan();
  const navigate = useNavigate();
  const { tab } = route.useSearch();
  const rights: Readonly<Record<Tab, boolean>> = {
    waiting: can('gesture.take'),
    handover: can('gesture.take'),
    budgets: can('budget.see') || can('budget.left'),
    given: can('gesture.see'),
    catalogue: can('gesture.see'),
  };
  const tabs = TABS.filter((one) => rights[one]);
  const current = tabs.find((one) => one === tab) ?? (tab === undefined ? tabs[0] : undefined);
  const Shown = current && SHOWN[current];
  return (
    <Page title={t('title')}>
      <Tabs
        value={current ?? null}
        onChange={(next) => {
          if (next !== null) void navigate({ to: '/gestures', search: { tab: next } });
        }}
      >
        <Tabs.List mb="md" className="tabs-line">
          {tabs.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`tabs.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {current && Shown ? (
          <Tabs.Panel value={current}>
            <Shown />
          </Tabs.Panel>
        ) : (
          <NotHere />
        )}
      </Tabs>
    </Page>
  );
}
