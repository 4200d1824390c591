import type { Detector } from '../../types.ts'
import { activeMarkup, activeUrl } from './active.ts'
import { exfiltrationInstruction } from './instruction.ts'
import { exfiltrationImage, exfiltrationRelative, exfiltrationUrl } from './urls.ts'

export { carriesData } from './carries-data.ts'
export { isNamedHost, namedHosts } from './hosts.ts'

/** Detectors for data that leaves by what an answer shows, and for texts that ask for it. */
export const exfiltration: readonly Detector[] = [
  exfiltrationImage,
  exfiltrationRelative,
  exfiltrationUrl,
  activeMarkup,
  activeUrl,
  exfiltrationInstruction,
]
