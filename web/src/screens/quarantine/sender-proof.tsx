import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

const SHOWN = {
  passed: { icon: IconShieldCheck, tone: 'fine' },
  failed: { icon: IconShieldX, tone: 'late' },
  unproved: { icon: IconShieldQuestion, tone: undefined },
} as const;
type Proof = keyof typeof SHOWN;

/** What the check of the sender said, where the mail server in front checks senders at all. */
export function SenderProof({ of }: { of: object }) {
  const { t } = useTranslation('quarantine');
  const proof = proofIn(of);
  if (proof === null) return null;
  const { icon: Icon, tone } = SHOWN[proof];
  return (
    <span className="tag" data-tone={tone}>
      <Icon size={14} aria-hidden />
      {t(`proof.${proof}`)}
    </span>
  );
}

function proofIn(of: object): Proof | null {
  const proof = 'senderProof' in of ? of.senderProof : null;
  return proof === 'passed' || proof === 'failed' || proof === 'unproved' ? proof : null;
}
