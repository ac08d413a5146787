import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const SHOWN = {
  passed: { icon: IconShieldCheck, tone: 'fine' },
  failed: { icon: IconShieldX, tone: 'late' },
  unproved: { icon: IconShieldQuestion, tone: undefined },
} as const;

/** What the check of the sender said, where the mail server in front checks senders at all. */
export function SenderProof({ proof }: { proof: keyof typeof SHOWN }) {
  const { t } = useTranslation('quarantine');
  const { icon: Icon, tone } = SHOWN[proof];
  return (
    <span className="tag" data-tone={tone}>
      <Icon size={14} aria-hidden />
      {t(`proof.${proof}`)}
    </span>
  );
}
