import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { zonesOf } from '../customers/address.service';

/**
 * All time zones of the country of a phone number (E.164), of each possible country where several share its code and the number does not tell;
 * for `customerZones`. Empty for a number of no country (satellites, freephone of nowhere).
 */
export function phoneZones(e164: string): readonly string[] {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return [];
  const countries = number.country === undefined ? number.getPossibleCountries() : [number.country];
  return [...new Set(countries.flatMap(zonesOf))].sort();
}
