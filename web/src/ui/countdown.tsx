import { IconAlertTriangle, IconClock, IconHourglass, IconPlayerPause } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { becameLate } from '../clock/became-late';
import { lengthOf, urgencyOf } from '../clock/length.rules';
import { useClock } from '../clock/desk-clock';
import { useFormats } from '../words/formats';

const ICONS = { late: IconAlertTriangle, soon: IconHourglass, fine: IconClock, paused: IconPlayerPause };

/** The words of a length of time in the language of the page: `12 min`, `3 h 05 min`, `2 d 4 h`, under an hour with seconds unless `exact` is false. */
export function useLength(exact = true): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) => {
    const { days, hours, minutes, seconds } = lengthOf(ms);
    if (days > 0) return hours > 0 ? t('length.days', { days, hours }) : t('length.wholeDays', { days });
    if (hours > 0) return minutes > 0 ? t('length.hours', { hours, minutes }) : t('length.wholeHours', { hours });
    if (!exact) return t('length.wholeMinutes', { minutes: Math.max(1, Math.round(ms / 60_000)) });
    return t('length.minutes', { minutes, seconds: String(seconds).padStart(2, '0') });
  };
}

/**
 * A live clock: text, icon and colour. `dueAt` and `pausedSince` are instants of the desk. It turns late at once, without waiting for news
 * from the server. A paused clock stands still and says why.
 */
export function Countdown({ dueAt, pausedSince, reason }: { dueAt: string; pausedSince?: string | null; reason?: string | null }) {
  const { t } = useTranslation();
  const length = useLength();
  const formats = useFormats();
  const due = Date.parse(dueAt);
  const text = useClock((now) => {
    if (pausedSince) return t('clock.paused');
    return now >= due ? t('clock.late', { length: length(now - due) }) : t('clock.left', { length: length(due - now) });
  });
  const urgency = useClock((now) => (pausedSince ? 'paused' : urgencyOf(due, now)));
  const before = useRef(urgency);
  useEffect(() => {
    if (urgency === 'late' && (before.current === 'soon' || before.current === 'fine')) becameLate();
    before.current = urgency;
  }, [urgency]);
  const Icon = ICONS[urgency];
  const why = pausedSince ? reason : null;
  return (
    <>
      <span
        className="clock"
        data-urgency={urgency}
        role="timer"
        aria-label={why ? t('clock.pausedWhy', { reason: why }) : text}
        title={formats.full(dueAt)}
      >
        <Icon size={15} aria-hidden />
        {text}
      </span>
      {why && (
        <span className="clock-why" aria-hidden>
          {why}
        </span>
      )}
    </>
  );
}
