import { Button, TextInput } from '@mantine/core';
import { type KeyboardEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { readSpans, shareOf } from './hours-text.rules';

/** 1 January 2024 was a Monday. */
function nameOf(index: number, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2024, 0, 1 + index)));
}

/** The week, a line a day: hours are typed (`9-12:30, 13:30-18`) and drawn beside. Arrows go from day to day. */
export function CalendarDays({ week, change }: { week: readonly string[]; change: (week: readonly string[]) => void }) {
  return (
    <div className="admin-week" onKeyDown={walk}>
      {week.map((text, index) => (
        <Day
          key={index}
          index={index}
          text={text}
          above={week[index - 1]}
          put={(next) => change(week.map((one, at) => (at === index ? next : one)))}
        />
      ))}
    </div>
  );
}

interface DayProps {
  readonly index: number;
  readonly text: string;
  /** The hours of the day before; undefined on Monday. */
  readonly above: string | undefined;
  readonly put: (text: string) => void;
}

function Day({ index, text, above, put }: DayProps) {
  const { t, i18n } = useTranslation('admin');
  const id = useId();
  const spans = readSpans(text);
  const day = nameOf(index, i18n.language);
  return (
    <div className="admin-day">
      <label htmlFor={id}>{day}</label>
      <TextInput
        id={id}
        placeholder={t('calendar.closed')}
        value={text}
        error={spans === null && t('calendar.wrongHours')}
        onChange={({ currentTarget: { value } }) => put(value)}
      />
      <div className="admin-hours" aria-hidden>
        {(spans ?? []).map((span) => {
          const { start, length } = shareOf(span);
          return <span key={span[0]} style={{ insetInlineStart: `${String(start * 100)}%`, inlineSize: `${String(length * 100)}%` }} />;
        })}
      </div>
      {above !== undefined && above !== text ? (
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={t('shell:pair', { what: t('calendar.same'), is: day })}
          onClick={() => put(above)}
        >
          {t('calendar.same')}
        </Button>
      ) : (
        <span />
      )}
    </div>
  );
}

function walk(event: KeyboardEvent<HTMLDivElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  const boxes = [...event.currentTarget.querySelectorAll('input')];
  const here = boxes.findIndex((box) => box === document.activeElement);
  if (here === -1) return;
  boxes[Math.max(0, Math.min(boxes.length - 1, here + step))]?.focus();
  event.preventDefault();
}
