import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'

/** Hardware addresses of network devices: pairs after colons or dashes, and Cisco's three groups of four. */
export const mac: Detector = pattern({
  name: 'mac',
  category: 'pii',
  severity: 'low',
  label: 'MAC',
  triggers: [],
  anchored: true,
  expression:
    /(?<![\w:.-])(?:[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{2}(?:-[0-9A-Fa-f]{2}){5}|[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w:]|[-.][0-9A-Fa-f])/,
  longest: 17,
  validate: (value) => isDevice(value.replace(/[:.-]/g, '').toLowerCase(), value),
})

/** Broadcast and zero addresses are nobody's; without a letter, groups of digits are dates, amounts and versions. */
function isDevice(digits: string, value: string): boolean {
  if (/^(.)\1+$/.test(digits)) return false
  return value.includes(':') || /[a-f]/.test(digits)
}
