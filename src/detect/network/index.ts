import type { Detector } from '../../types.ts'
import { coordinates } from './coordinates.ts'
import { device } from './device.ts'
import { hosts } from './hosts.ts'
import { ipv4, privateIpv4 } from './ipv4.ts'
import { ipv6, privateIpv6 } from './ipv6.ts'
import { mac } from './mac.ts'

/** All detectors of what locates a device: addresses, hardware numbers, places, and the names of an organisation's own hosts. */
export const network: readonly Detector[] = [ipv4, privateIpv4, ipv6, privateIpv6, mac, ...device, ...coordinates, ...hosts]
