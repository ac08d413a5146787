import { Button, Group, Kbd, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deskNow } from '../../clock/desk-clock';
import { useKey } from '../../keys/keys';
import { Countdown } from '../../ui/countdown';
import { type Column, Grid } from '../../ui/grid';
import { say } from '../../ui/say';
import { Empty, Loaded } from '../../ui/states';
import { HowBad } from '../../ui/tags';
import { useFormats } from '../../words/formats';
import { type Act, ActDialog } from './act-dialog';
import { type Answer, answerAct } from './answer-acts';
import { AnswerButtons, useWhyNot } from './answer-buttons';
import { TicketLink } from './ticket-link';
import { useWaiting, type Waiting } from './use-waiting';

const GROUP = 'gestures:title';

/** Who asks, for whom, what, at what cost and why, with its clock; answered with y, - and d. */
export function WaitingTab() {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  const { approvals, rows, more, refuse, clear } = useWaiting();
  const whyNot = useWhyNot();
  const columns = useColumns((row, kind) => answer(row, kind));
  const [at, setAt] = useState<string | null>(null);
  const [act, setAct] = useState<Act | null>(null);
  const answer = (row: Waiting, kind: Answer): void => setAct(answerAct(kind, row, { t, formats, refuse }));
  const byKey = (kind: Answer): void => {
    const row = rows.find(({ question }) => question.gesture === at);
    if (!row || row.answered) return;
    const sentence = whyNot(row);
    if (sentence !== null) say(sentence);
    else answer(row, kind);
  };
  useKey({ id: 'gestures.yes', keys: 'y', label: 'gestures:keys.yes', group: GROUP }, () => byKey('yes'));
  useKey({ id: 'gestures.less', keys: '-', label: 'gestures:keys.less', group: GROUP }, () => byKey('less'));
  useKey({ id: 'gestures.no', keys: 'd', label: 'gestures:keys.no', group: GROUP }, () => byKey('no'));
  return (
    <Loaded of={approvals}>
      {() => (
        <>
          {rows.length === 0 ? (
            <Empty title={t('waiting.none')}>
              <Text c="dimmed">{t('waiting.noneMore')}</Text>
            </Empty>
          ) : (
            <>
              <Group justify="space-between" mb="xs" mih={{ base: 0, sm: 30 }}>
                <Text size="sm" c="dimmed" visibleFrom="sm">
                  <Kbd size="xs">j</Kbd> <Kbd size="xs">k</Kbd> {t('waiting.move')} · <Kbd size="xs">y</Kbd> {t('answer.yes')} ·{' '}
                  <Kbd size="xs">-</Kbd> {t('answer.less')} · <Kbd size="xs">d</Kbd> {t('answer.no')}
                </Text>
                {rows.some(({ answered }) => answered) && (
                  <Button size="compact-sm" variant="default" onClick={clear}>
                    {t('waiting.clear')}
                  </Button>
                )}
              </Group>
              <Grid
                label={t('tabs.waiting')}
                rows={rows}
                columns={columns}
                idOf={({ question }) => question.gesture}
                nameOf={({ question }) => t('waiting.row', { what: question.name, who: question.askedByName })}
                current={(row) => setAt(row?.question.gesture ?? null)}
              />
            </>
          )}
          {more && <Text mt="xs">{t('first', { count: 100 })}</Text>}
          {act && <ActDialog act={act} close={() => setAct(null)} />}
        </>
      )}
    </Loaded>
  );
}

function useColumns(answer: (row: Waiting, kind: Answer) => void): Column<Waiting>[] {
  const { t } = useTranslation('gestures');
  const formats = useFormats();
  return [
    {
      key: 'who',
      title: t('waiting.who'),
      width: '11rem',
      cell: ({ question, answered }) => (
        <>
          {question.dueAt && !answered && <Countdown dueAt={question.dueAt} />}
          <Text fw={600}>{question.askedByName}</Text>
          <Text size="sm" c="dimmed">
            {formats.moment(question.askedAt, deskNow())}
          </Text>
        </>
      ),
    },
    {
      key: 'whom',
      title: t('waiting.whom'),
      cell: ({ question, customer }) => (
        <>
          <Text>{customer ?? t('noName')}</Text>
          <Group gap={6}>
            <TicketLink number={question.number} />
            <HowBad severity={question.severity} />
          </Group>
        </>
      ),
    },
    {
      key: 'what',
      title: t('waiting.what'),
      cell: ({ question }) => (
        <>
          <Text fw={600}>{question.name}</Text>
          <Text size="sm" c="dimmed" lineClamp={3} dir="auto">
            {question.text}
          </Text>
          {question.note && <Text size="sm">{t('quoted', { words: question.note })}</Text>}
        </>
      ),
    },
    {
      key: 'cost',
      title: t('waiting.cost'),
      cell: ({ question }) => (
        <>
          <Text fw={650}>{formats.money(question.costMinor, question.currency)}</Text>
          <Text size="sm" c="dimmed">
            {t('worth', { amount: formats.money(question.faceMinor, question.currency) })}
          </Text>
        </>
      ),
    },
    {
      key: 'why',
      title: t('waiting.why'),
      width: '22%',
      cell: ({ question }) => (
        <>
          {question.reason && <Text dir="auto">{question.reason}</Text>}
          <Text size="sm" c="dimmed" dir="auto">
            {question.why}
          </Text>
        </>
      ),
    },
    {
      key: 'answer',
      title: t('waiting.answer'),
      cell: (row) => <AnswerButtons row={row} answer={(kind) => answer(row, kind)} />,
    },
  ];
}
