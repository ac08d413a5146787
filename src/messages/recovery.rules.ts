import { DateTime } from 'luxon';

/** What was done after a restore, to be told in plain words. */
export interface RecoveryReport {
  restoredAt: Date;
  /** When it was done; earlier than now where it was done before. */
  doneAt: Date;
  isRepeat: boolean;
  /** The last thing that the backup knows of; null in an empty desk. */
  lastEntryAt: Date | null;
  /** Messages that may have left between the backup and the loss. */
  marked: number;
  /** What the SMS provider said about the texts among them. */
  arrived: number;
  neverLeft: number;
  /** For people: `GET /api/v1/messages?state=uncertain`. */
  open: number;
  staffMails: number;
}

/** `--restored-at <instant>` as an instant, or what is wrong with it in a sentence. */
export function readRestoredAt(args: readonly string[]): Date | string {
  const [flag = '', ...rest] = args;
  const value = flag.startsWith('--restored-at=')
    ? flag.slice('--restored-at='.length)
    : flag === '--restored-at'
      ? (rest.shift() ?? '')
      : null;
  if (value === null || rest.length > 0) return 'Say when the backup was restored: recover --restored-at 2026-11-16T15:00:00Z';
  const at = DateTime.fromISO(value, { setZone: true });
  const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/i.test(value) && value.includes('T');
  if (!at.isValid || !hasZone) return `"${value}" is no instant with its offset, such as 2026-11-16T15:00:00Z.`;
  return at.toJSDate();
}

/** The report as lines for a terminal. */
export function recoveryWords(report: RecoveryReport): string[] {
  const { restoredAt, doneAt, isRepeat, lastEntryAt, marked, arrived, neverLeft, open, staffMails } = report;
  const last = lastEntryAt
    ? `The last thing that the backup knows is of ${lastEntryAt.toISOString()}.`
    : 'The backup holds no complaint and no message.';
  if (isRepeat) {
    return [
      `This was done already at ${doneAt.toISOString()} for the restore of ${restoredAt.toISOString()}; nothing was done again.`,
      `${count(marked, 'message was', 'messages were')} marked then. ${still(open)}`,
    ];
  }
  return [
    last,
    'Clocks whose time came meanwhile are caught up: each is told once, with its last point.',
    `${count(marked, 'message', 'messages')} to customers may have left after the backup and will not be sent blindly.`,
    ...(arrived + neverLeft > 0
      ? [`The SMS provider was asked: ${String(arrived)} left, ${String(neverLeft)} never did and will be sent when the desk starts.`]
      : []),
    ...(staffMails > 0 ? [`${count(staffMails, 'mail', 'mails')} to people of ours will be sent, at worst a second time.`] : []),
    still(open),
    'Start the desk now.',
  ];
}

function still(open: number): string {
  return open === 0
    ? 'No message waits for a person.'
    : `${count(open, 'message waits', 'messages wait')} for a person: look at GET /api/v1/messages?state=uncertain, compare with the log of your relay, and say for each "arrived" or "retry".`;
}

function count(number: number, one: string, many: string): string {
  return `${String(number)} ${number === 1 ? one : many}`;
}
