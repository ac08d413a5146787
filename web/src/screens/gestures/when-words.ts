import type { TFunction } from 'i18next';
import type { Formats } from '../../words/formats';
import type { Gift } from './gift-acts';

/** When a gift may be given, in a few words: how bad, which failures, where, by whom. */
export function whenWords({ eligible, roleMin }: Gift, t: TFunction<['gestures', 'shell']>, formats: Formats): string {
  const { severities = [], failureClasses = [], categories = [], locations = [] } = eligible;
  const parts = [
    severities.length > 0 && formats.list(severities.map((one) => t(`shell:severity.${one}`))),
    failureClasses.length > 0 && formats.list(failureClasses.map((one) => t(`failures.${one}`))),
    categories.length > 0 && t('when.touchPoints', { count: categories.length }),
    locations.length > 0 && t('when.locations', { count: locations.length }),
    (eligible.restricted ?? []).length > 0 && t('when.restricted'),
    roleMin !== null && t('when.role', { role: t(`roles.${roleMin}`) }),
  ].filter((part): part is string => typeof part === 'string');
  return parts.length === 0 ? t('when.always') : parts.join(' · ');
}
