import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

// Where national numbers with each beginning are at home, most speakers first.
const homes = {
  zero: ['GB', 'FR', 'DE', 'IT', 'TR', 'PH', 'AU', 'JP', 'KR', 'IN', 'NL', 'BE', 'CH', 'AT', 'SE', 'ZA', 'TW', 'CN', 'NZ', 'IE'],
  other: ['US', 'BR', 'CN', 'ES'],
} as const

/** True when libphonenumber knows a number as it is written to be valid, in the country that it names or in one where it would be dialled. */
export function confirmPhone(candidate: string): boolean {
  if (candidate.startsWith('+')) return parsePhoneNumberFromString(candidate)?.isValid() ?? false
  const digits = candidate.replace(/\D/g, '')
  if (digits.startsWith('00')) return parsePhoneNumberFromString(`+${digits.slice(2)}`)?.isValid() ?? false
  return (digits.startsWith('0') ? homes.zero : homes.other).some(
    (country) => isSupportedCountry(country) && (parsePhoneNumberFromString(candidate, country)?.isValid() ?? false),
  )
}
