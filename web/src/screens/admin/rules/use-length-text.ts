import { useTranslation } from 'react-i18next';
import { type Kind, partsOf } from './length-text.rules';

/** A length of minutes as it may be typed again: `4 h`, `1 h 30 min`, `3 d`. */
export function useLengthText(): (minutes: number, kind: Kind) => string {
  const { t } = useTranslation('admin');
  return (length, kind) => {
    const { days, hours, minutes } = partsOf(length, kind);
    return [
      days > 0 && t('length.days', { days }),
      hours > 0 && t('length.hours', { hours }),
      minutes > 0 && t('length.minutes', { minutes }),
    ]
      .filter((part) => part !== false)
      .join(' ');
  };
}
