import { Text } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { View } from '../../api/client';
import { useFormats } from '../../words/formats';

type Line = View<'DeskLineView'>;

/** What was said, the newest at the bottom. A line of ours that has not reached the customer says so. */
export function ChatLines({ lines, name }: { lines: readonly Line[]; name: string }) {
  const { t } = useTranslation('chat');
  const box = useRef<HTMLDivElement>(null);
  const last = lines.at(-1)?.id;
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [last]);
  return (
    <div ref={box} className="chat-lines" role="log" aria-live="polite" aria-label={t('lines', { name })} tabIndex={0}>
      {lines.map((line) => (
        <ChatLine key={line.id} line={line} name={name} />
      ))}
    </div>
  );
}

function ChatLine({ line, name }: { line: Line; name: string }) {
  const { t } = useTranslation('chat');
  const formats = useFormats();
  return (
    <div className="chat-line" data-by={line.by} data-state={line.state}>
      <Text size="sm" fw={600} component="div">
        <bdi>{line.by === 'customer' ? name : (line.name ?? t('desk'))}</bdi>
        {' · '}
        <bdi title={formats.full(line.at)}>{formats.time(line.at)}</bdi>
      </Text>
      <Text component="div" dir="auto" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {line.text}
      </Text>
      {line.state !== 'said' && (
        <span className="clock" data-urgency={line.state === 'failed' ? 'late' : 'soon'}>
          {line.state === 'failed' ? <IconAlertTriangle size={15} aria-hidden /> : <IconClock size={15} aria-hidden />}
          {t(`state.${line.state}`)}
        </span>
      )}
    </div>
  );
}
