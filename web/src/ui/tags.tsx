import { IconFlame, IconMoodAngry, IconMoodSad, IconMoodSmile } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { View } from '../api/client';

const TONES = { S1: 'late', S2: 'soon', S3: undefined, S4: undefined } as const;
const MOODS = { calm: IconMoodSmile, upset: IconMoodSad, angry: IconMoodAngry };

/** How bad it is, in a word, never by colour alone. */
export function HowBad({ severity }: { severity: View<'TicketView'>['severity'] }) {
  const { t } = useTranslation();
  return (
    <span className="tag" data-tone={TONES[severity]}>
      {severity === 'S1' && <IconFlame size={14} aria-hidden />}
      {t(`severity.${severity}`)}
    </span>
  );
}

export function Mood({ mood }: { mood: View<'TicketView'>['mood'] }) {
  const { t } = useTranslation();
  const Icon = MOODS[mood];
  return (
    <span className="tag">
      <Icon size={15} aria-hidden />
      {t(`mood.${mood}`)}
    </span>
  );
}

export function TicketState({ state }: { state: View<'TicketView'>['state'] }) {
  const { t } = useTranslation();
  return <span className="tag">{t(`ticketState.${state}`)}</span>;
}
