import { Tabs } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { useKey } from '../../keys/keys';
import { useCan } from '../../shell/me';
import { hoursFrom, toBox } from './moments.rules';
import { NoteTab } from './note-tab';
import { ReplyTab } from './reply-tab';
import { useTicketDesk } from './ticket-desk';
import { useNote } from './use-note';
import { useReply } from './use-reply';

const NEXT_NEWS_HOURS = 4;

/** Reply and note, each with its own draft. */
export function ReplyBox() {
  const { t } = useTranslation('ticket');
  const { ticket, busyWith } = useTicketDesk();
  const can = useCan();
  const [tab, setTab] = useState<'reply' | 'note'>('reply');
  const reply = useReply();
  const note = useNote();
  const boxes = { reply: useRef<HTMLTextAreaElement>(null), note: useRef<HTMLTextAreaElement>(null), news: useRef<HTMLInputElement>(null) };
  const goTo = (which: keyof typeof boxes): void => {
    setTab(which === 'note' ? 'note' : 'reply');
    requestAnimationFrame(() => boxes[which].current?.focus());
  };
  useKey({ id: 'ticket.reply', keys: 'r', label: 'ticket:keys.reply', group: 'ticket:title' }, () => goTo('reply'));
  useKey({ id: 'ticket.note', keys: 'm', label: 'ticket:keys.note', group: 'ticket:title' }, () => goTo('note'));
  useKey({ id: 'ticket.news', keys: 'u', label: 'ticket:keys.news', group: 'ticket:title', when: ticket.state === 'open' }, () => {
    if (reply.draft.value.nextNews === '') reply.change({ nextNews: toBox(hoursFrom(deskNow(), NEXT_NEWS_HOURS)) });
    goTo('news');
  });
  useKey({ id: 'ticket.send', keys: 'mod+Enter', label: 'shell:keys.send', group: 'ticket:title', typing: true }, (event) => {
    if (event.target instanceof Element && event.target.closest('[role=dialog]')) return;
    void (tab === 'reply' ? reply.send() : note.keep());
  });
  if (!can('ticket.move')) return null;
  return (
    <section className="card no-print" aria-label={t('reply.title')}>
      <Tabs value={tab} onChange={(value) => setTab(value === 'note' ? 'note' : 'reply')} onBlur={() => busyWith('looking')}>
        <Tabs.List mb="sm">
          <Tabs.Tab value="reply">{t('reply.tab')}</Tabs.Tab>
          <Tabs.Tab value="note">{t('note.tab')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="reply">
          <ReplyTab reply={reply} box={boxes.reply} newsBox={boxes.news} />
        </Tabs.Panel>
        <Tabs.Panel value="note">
          <NoteTab note={note} box={boxes.note} />
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
