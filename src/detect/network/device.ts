import { luhn } from '../../text/checksums.ts'
import { isUniform } from '../../text/check-digits.ts'
import type { Detector } from '../../types.ts'
import { labelled } from '../people/labelled.ts'
import { compact } from '../people/numbered.ts'

const kind = { category: 'pii', severity: 'medium' } as const

/** Numbers of devices and SIM cards, by the words before them. */
export const device: readonly Detector[] = [
  ...labelled({
    ...kind,
    name: 'imei',
    label: 'IMEI',
    labels: 'imei, imei1, imei2, imeisv, device imei, international mobile equipment identity, 串号',
    value: /\d{2}[ -]?\d{6}[ -]?\d{6}[ -]?\d{1,2}/,
    longestValue: 19,
    validate: (value) =>
      /^\d{16}$/.test(compact(value)) || (compact(value).length === 15 && luhn(compact(value)) && !isUniform(compact(value))),
  }),
  ...labelled({
    ...kind,
    name: 'imsi',
    label: 'IMSI',
    labels: 'imsi, international mobile subscriber identity',
    value: /[2-79]\d{2}[ -]?\d{2,3}[ -]?\d{9,10}/,
    longestValue: 18,
    validate: (value) => /^\d{14,15}$/.test(compact(value)),
  }),
  ...labelled({
    ...kind,
    name: 'iccid',
    label: 'ICCID',
    labels: 'iccid, sim card, sim number, sim serial, sim',
    value: /89\d{2}(?:[ -]?\d){14,16}/,
    longestValue: 36,
    validate: (value) => luhn(compact(value)) || compact(value).length === 18,
  }),
  ...labelled({
    ...kind,
    severity: 'low',
    name: 'device-serial',
    label: 'SERIAL',
    labels: 'serial number, serial no, serial, device serial, seriennummer, número de serie, numéro de série, numero di serie, 序列号',
    value: /[A-Z]{1,6}\d(?:-?[A-Z\d]){5,19}|\d{1,4}[A-Z](?:-?[A-Z\d]){5,19}/,
    longestValue: 46,
    stop: String.raw`\d\n`,
    words: false,
    upperCase: true,
    validate: (value) => (value.match(/\d/g) ?? []).length >= 3,
  }),
  ...labelled({
    ...kind,
    name: 'advertising-id',
    label: 'DEVICE_ID',
    labels: 'idfa, gaid, aaid, idfv, advertising id, device id, device uuid, android id',
    value: /[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}|[0-9A-F]{16}/,
    longestValue: 36,
    stop: String.raw`\n`,
    words: false,
    validate: (value) => /\d/.test(value) && !/^[0-]+$/.test(value),
  }),
]
