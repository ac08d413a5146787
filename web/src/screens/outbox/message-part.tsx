import { Button, Group, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { keepPreviousData } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk } from '../../api/client';
import { LIVE } from '../../api/queries';
import { useKey } from '../../keys/keys';
import { Ask } from '../../ui/ask';
import { Grid } from '../../ui/grid';
import { Empty, Loaded } from '../../ui/states';
import { ActKeys } from './act-buttons';
import { useMessageColumns } from './columns';
import { EditBox } from './edit-box';
import { MessagePanel } from './message-panel';
import type { Act, Message, Tab } from './outbox.rules';
import { useMessageActs } from './use-message-acts';

const AGAIN_MS = 20_000;

/** The messages of one tab, and beside them the one that is open. */
export function MessagePart({ tab, openId }: { tab: Tab; openId: string | null }) {
  const { t } = useTranslation('outbox');
  const navigate = useNavigate();
  const wide = useMediaQuery('(min-width: 75em)', true, { getInitialValueInEffect: false });
  const [cursor, setCursor] = useState<string | undefined>(undefined);
  const [current, setCurrent] = useState<Message | null>(null);
  const [doing, setDoing] = useState<{ what: 'again' | 'edit'; message: Message } | null>(null);
  const acts = useMessageActs();
  const list = desk.useQuery(
    'get',
    '/api/v1/messages',
    { params: { query: { tab, ...(cursor === undefined ? {} : { cursor }) } } },
    { meta: LIVE, refetchInterval: AGAIN_MS, placeholderData: keepPreviousData },
  );
  const show = (id: string | null): void =>
    void navigate({ to: '/outbox', search: id === null ? { tab } : { tab, message: id }, replace: true });
  const act = (what: Act, message: Message): void => {
    if (what === 'again' || what === 'edit') setDoing({ what, message });
    else if (what === 'arrived') acts.arrived(message);
    else if (what === 'hold') void acts.hold(message);
    else if (what === 'release') void acts.release(message);
    else void acts.cancel(message);
  };
  useKey({ id: 'outbox.back', keys: 'Escape', label: 'outbox:keys.back', group: 'outbox:title', when: openId !== null }, () => show(null));
  const columns = useMessageColumns(tab, acts.settling, tab === 'needs' ? act : undefined);
  const items = list.data?.items ?? [];
  const here = items.find(({ id }) => id === (openId ?? current?.id));
  return (
    <>
      <Loaded of={list} lines={5}>
        {(data) => (
          <div className="outbox-frame" data-open={openId !== null || undefined}>
            {(wide || openId === null) && (
              <div className="outbox-rows">
                {data.items.length === 0 ? (
                  <Empty title={t(`empty.${tab}`)}>{tab === 'needs' && <Text size="sm">{t('empty.more')}</Text>}</Empty>
                ) : (
                  <Grid
                    label={t(`tabs.${tab}`)}
                    rows={data.items}
                    columns={columns}
                    idOf={({ id }) => id}
                    nameOf={(row) => `${t(`kinds.${row.kind}`)} ${row.customerName ?? row.to ?? ''} ${row.ticketRef ?? ''}`}
                    open={(row) => show(row.id)}
                    current={setCurrent}
                    start={wide ? null : (current?.id ?? null)}
                  />
                )}
                <Pages next={data.nextCursor} first={cursor === undefined} turn={setCursor} />
              </div>
            )}
            {openId !== null && (
              <MessagePanel key={openId} id={openId} settling={acts.settling.get(openId)} act={act} show={show} close={() => show(null)} />
            )}
          </div>
        )}
      </Loaded>
      {here && !acts.settling.has(here.id) && <ActKeys message={here} act={act} />}
      {doing?.what === 'again' && (
        <Again
          message={doing.message}
          close={() => setDoing(null)}
          yes={() => {
            setDoing(null);
            void acts.again(doing.message);
          }}
        />
      )}
      {doing?.what === 'edit' && <EditBox message={doing.message} close={() => setDoing(null)} />}
    </>
  );
}

function Again({ message, close, yes }: { message: Message; close: () => void; yes: () => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  const to = message.to ?? '';
  const name = message.customerName ?? t('noName');
  return (
    <Ask open title={t('again.title')} yes={t('again.yes')} onYes={yes} onNo={close}>
      <Text size="sm">{t('again.more', { what: t(`kinds.${message.kind}`), channel: t(`channels.${message.channel}`), name, to })}</Text>
      {message.state === 'uncertain' && (
        <Text size="sm" mt="xs">
          {t('again.twice')}
        </Text>
      )}
    </Ask>
  );
}

function Pages({ next, first, turn }: { next: string | null; first: boolean; turn: (cursor: string | undefined) => void }) {
  const { t } = useTranslation(['outbox', 'shell']);
  if (next === null && first) return null;
  return (
    <Group mt="sm" gap="xs">
      {!first && (
        <Button variant="default" size="compact-sm" onClick={() => turn(undefined)}>
          {t('newest')}
        </Button>
      )}
      {next !== null && (
        <Button variant="default" size="compact-sm" onClick={() => turn(next)}>
          {t('shell:act.next')}
        </Button>
      )}
    </Group>
  );
}
