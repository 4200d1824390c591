import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { network } from '../../src/detect/network/index.ts'

const context = { direction: 'request', kind: 'text', origin: 'user', role: 'user' } as const
const usual = compile(network.filter(({ optional }) => !optional))
const everything = compile(network)

function found(text: string, scanner = usual): string[] {
  return [...new Set(scanner.scan(text, context).map(({ detector, start, end }) => `${detector}: ${text.slice(start, end)}`))].sort()
}

const positives: Record<string, string[]> = {
  ipv4: [
    'from [81.2.69.142] port 22',
    'http://[52.14.3.9]:8080/x',
    'ssh root@[52.14.3.9]',
    '"ip":"[203.0.113.42]"',
    'CLIENT_IP=[185.60.216.35]',
    '[93.184.216.34] - - GET /',
  ],
  ipv6: [
    '[2a02:8071:b5c0::1]',
    'resolver [2001:4860:4860::8888].',
    'addr [2606:2800:220:1:248:1893:25c8:1946]',
    '[::ffff:81.2.69.142] seen',
  ],
  mac: ['MAC [00:1A:2B:3C:4D:5E]', '[aa-bb-cc-dd-ee-0f]', 'Cisco [0012.3456.789a] up'],
  imei: ['IMEI: [490154203237518]', 'imei [49-015420-323751-8]'],
  imsi: ['IMSI [310150123456789]'],
  iccid: ['ICCID: [89148000005339755555]'],
  'device-serial': ['Serial number: [C02XG2JHJG5J]'],
  'advertising-id': ['IDFA: [6D92078A-8246-4BA4-AE5B-76104861E7DC]'],
  coordinates: [
    '{"lat": [48.8566, "lng": 2.3522]}',
    'GPS [37.77493, -122.41942] here',
    'geo:[37.7749,-122.4194]',
    'https://maps.acme.io/maps/@[37.7749,-122.4194],15z',
    'at [48°51\'29"N 2°17\'40"E] now',
  ],
}

test.each(Object.entries(positives))('%s is found in every writing', (kind, texts) => {
  for (const marked of texts) {
    const value = /\[(.*)\]/.exec(marked)?.[1] ?? ''
    expect(found(marked.replace(`[${value}]`, value)), marked).toContain(`${kind}: ${value}`)
  }
})

const negatives: Record<string, string[]> = {
  'versions and paragraphs': [
    'version 10.0.19.41',
    'v16.4.21.7',
    'upgraded nginx to 16.4.21.7 today',
    '"version": "10.4.2.1"',
    'RFC 7231 section 3.1.1.1',
    'Chrome/120.0.61.99',
    '1.2.3.4',
    '@acme/lib@12.4.33.1',
    'foo-12.4.33.1.jar',
  ],
  'masks, loopback and private ranges': [
    '255.255.255.0',
    '127.0.0.1',
    '0.0.0.0',
    '192.168.1.20',
    '10.0.0.5',
    '172.16.3.4',
    '169.254.10.20',
    'fe80::1',
    'fd12:3456:789a::1',
    '::1',
  ],
  'clock times, ratios, scopes and selectors': [
    '12:34:56',
    '16:9',
    'std::vec::Vec',
    'dead::beef',
    'a::before',
    'add::cafe',
    '1:2:3:4',
    '00:00:00.123',
    '09:41:07:12',
  ],
  'addresses of no device': [
    '00:00:00:00:00:00',
    'FF:FF:FF:FF:FF:FF',
    '00:1A:2B:3C:4D',
    '12-34-56-78-90-12',
    '2024.0517.1230',
    'ZZ:ZZ:ZZ:ZZ:ZZ:ZZ',
  ],
  'numbers without a word for them': [
    '490154203237518',
    '310150123456789',
    '[0.12345, 0.98765]',
    'IMEI: 490154203237519',
    'translate(12.3456, 45.6789)',
  ],
}

test.each(Object.entries(negatives))('%s are left alone', (_title, texts) => {
  for (const text of texts) expect(found(text), text).toEqual([])
})

test('private addresses and the names of own hosts are found when asked for', () => {
  expect(found('192.168.1.20 and fe80::1', everything)).toEqual(['ipv4-private: 192.168.1.20', 'ipv6-private: fe80::1'])
  expect(found('connect to db01.prod.acme.internal', everything)).toEqual(['internal-host: db01.prod.acme.internal'])
  expect(found('container id: 3f4e5d6c7b8a', everything)).toEqual(['container-id: 3f4e5d6c7b8a'])
  expect(found('namespace: payments-prod', everything)).toEqual(['cluster-name: payments-prod'])
  expect(found('192.168.1.20 db01.prod.acme.internal container id: 3f4e5d6c7b8a')).toEqual([])
})
