import { IconClock, IconHourglass } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useClock } from '../../clock/desk-clock';
import { useLength } from '../../ui/countdown';

/** In a chat people expect an answer within two minutes. */
const LONG_MS = 2 * 60_000;
const MINUTE = 60_000;

/** How long somebody has been waiting for an answer, counted on. */
export function Waits({ since }: { since: string }) {
  const { t } = useTranslation('chat');
  const length = useLength();
  const from = Date.parse(since);
  const text = useClock((now) => {
    const ms = now - from;
    if (ms < MINUTE) return t('waitsNow');
    return ms < 60 * MINUTE ? t('waitsMinutes', { count: Math.floor(ms / MINUTE) }) : t('waits', { length: length(ms) });
  });
  const long = useClock((now) => now - from >= LONG_MS);
  const Icon = long ? IconHourglass : IconClock;
  return (
    <span className="clock" data-urgency={long ? 'late' : 'soon'} role="timer" aria-label={text}>
      <Icon size={15} aria-hidden />
      {text}
    </span>
  );
}
