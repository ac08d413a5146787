import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconMail, IconPhone, IconPrinter, IconQuestionMark, IconUserSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { desk, type View } from '../../api/client';
import { LIVE } from '../../api/queries';
import { deskNow } from '../../clock/desk-clock';
import { useCan } from '../../shell/me';
import { Countdown } from '../../ui/countdown';
import { Loaded } from '../../ui/states';
import { useFormats } from '../../words/formats';
import { FinishTask } from './finish-task';

type Task = View<'TaskView'>;
const ICONS = { call: IconPhone, post: IconMail, no_way_to_reach: IconUserSearch, human_check: IconQuestionMark };
const MOST = 50;

/** Calls, letters and looks that people owe, the first due first. */
export function TaskList() {
  const { t } = useTranslation('outbox');
  const tasks = desk.useQuery('get', '/api/v1/tasks', { params: { query: { limit: MOST } } }, { meta: LIVE });
  return (
    <Loaded of={tasks} lines={3}>
      {({ items, nextCursor }) =>
        items.length > 0 && (
          <section aria-label={t('tasks.name')}>
            <Title order={2} mb="xs">
              {t('tasks.name')}
            </Title>
            <ul className="cards">
              {items.map((task) => (
                <li key={task.id}>
                  <TaskCard task={task} />
                </li>
              ))}
            </ul>
            {nextCursor !== null && (
              <Text size="sm" c="dimmed" mt="xs">
                {t('tasks.more', { count: MOST })}
              </Text>
            )}
          </section>
        )
      }
    </Loaded>
  );
}

function TaskCard({ task }: { task: Task }) {
  const { t } = useTranslation('outbox');
  const { moment } = useFormats();
  const can = useCan();
  const [finishing, setFinishing] = useState(false);
  const Icon = ICONS[task.kind];
  const whom = task.customerName ?? t('noName');
  return (
    <div className="card">
      <Group justify="space-between" gap="xs" align="start">
        <Group gap="xs">
          <Icon size={18} aria-hidden />
          <Text fw={600}>{t(`tasks.kind.${task.kind}`, { name: whom })}</Text>
          {task.ticketRef !== null && (
            <Link to="/tickets/$ref" params={{ ref: task.ticketRef }} className="outbox-ref">
              {task.ticketRef}
            </Link>
          )}
        </Group>
        <Countdown dueAt={task.dueAt} />
      </Group>
      <Stack gap={6} mt={6}>
        {task.address !== null &&
          (task.kind === 'call' ? (
            <a href={`tel:${task.address}`} dir="ltr" className="outbox-number">
              {task.address}
            </a>
          ) : (
            <Text className="outbox-address">{task.address}</Text>
          ))}
        {task.bestFrom !== null && (
          <Text size="sm" c="dimmed">
            {t('tasks.best', { when: moment(task.bestFrom, deskNow()) })}
          </Text>
        )}
        <details>
          <summary>{t('tasks.script')}</summary>
          <Text size="sm" className="outbox-words">
            {task.script}
          </Text>
        </details>
        <Group gap="xs">
          {can('message.manage') && (
            <Button size="compact-sm" onClick={() => setFinishing(true)} aria-label={t('tasks.doneOne', { name: whom })}>
              {t('tasks.done')}
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="default"
            component="a"
            href={`/api/v1/tasks/${task.id}/print`}
            target="_blank"
            rel="noopener"
            leftSection={<IconPrinter size={16} aria-hidden />}
          >
            {t('tasks.print')}
          </Button>
        </Group>
      </Stack>
      {finishing && <FinishTask task={task} close={() => setFinishing(false)} />}
    </div>
  );
}
