import { IconPlugConnected, IconPlugConnectedX, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { line } from '../live/line';
import { live } from '../live/stream';
import { useStore } from '../ui/store';

/** Live, trying again, or offline: in words and with an icon. */
export function ConnectionPill() {
  const { t } = useTranslation();
  const { state } = useStore(live);
  const { lost } = useStore(line);
  const [word, tone, Icon] = lost
    ? (['line.offline', 'soon', IconPlugConnectedX] as const)
    : state === 'live'
      ? (['line.live', 'fine', IconPlugConnected] as const)
      : (['line.trying', 'soon', IconRefresh] as const);
  return (
    <span className="clock" data-urgency={tone} role="status">
      <Icon size={15} aria-hidden />
      <span className="pill-word">{t(word)}</span>
    </span>
  );
}
