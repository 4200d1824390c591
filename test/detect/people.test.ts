import { expect, test } from 'vitest'
import { compile } from '../../src/detect/compile.ts'
import { card, email, emails, iban, people, phone } from '../../src/detect/people/index.ts'
import { confirmPhone } from '../../src/detect/people/phone-confirm.ts'
import type { Detector } from '../../src/types.ts'

const context = { direction: 'request', kind: 'text', origin: 'user', role: 'user' } as const
const all = people({ examples: 'report' })

/** What is found in a text, as `kind: value`; the engine and the detectors by themselves must agree. */
function found(text: string, detectors: readonly Detector[] = all.filter(({ optional }) => !optional)): string[] {
  const scanned = new Set(
    scannerOf(detectors)
      .scan(text, context)
      .map(({ detector, start, end }) => `${detector}: ${text.slice(start, end)}`),
  )
  const alone = new Set(
    detectors.flatMap(({ name, find }) => find(text, context).map(({ start, end }) => `${name}: ${text.slice(start, end)}`)),
  )
  expect(scanned).toEqual(alone)
  return [...scanned].sort()
}

const scanners = new Map<readonly Detector[], ReturnType<typeof compile>>()
function scannerOf(detectors: readonly Detector[]) {
  const scanner = scanners.get(detectors) ?? compile(detectors)
  scanners.set(detectors, scanner)
  return scanner
}
const usual = all.filter(({ optional }) => !optional)

// In each text one value stands between brackets, which are taken out before it is read.
const positives: Record<string, string[]> = {
  email: [
    'write to [jane.doe@acme.io], please',
    '"email":"[k.o+tag@mail.contoso.co.uk]"',
    'GET /u?mail=[jane%40acme.io]&x=1',
    '邮箱是[li.wei@sina.cn]请查收',
    'first line\\n[bob@acme.io]',
    '<a href="mailto:[jörg@bücher.de]">',
  ],
  phone: [
    'call [+1 415 555 2671] now',
    'office [(212) 736-5000].',
    '[212-736-5000]',
    'Tel. [020 7946 0958]',
    '[+44 (0)20 7946 0958]',
    'mobil [0171 2345678]',
    'appelle [06 12 34 56 78]',
    'phone=[4155552671]',
    '"mobilePhone": "[4155552671]"',
    '手机号：[13800138000]，谢谢',
    '[+91 98765 43210]',
    'my phone number at work is [415.555.2671]',
    '[0532 123 45 67]',
    '[(11) 91234-5678]',
    '请打[13800138000]找我',
  ],
  card: [
    'card [4539 1488 0343 6467] exp 12/27',
    'CARD_NUMBER=[4539148803436467]',
    'amex [3714 496353 98431]',
    '"pan": "[5500-0000-0000-0004]"',
    'spaced [4 5 3 9 1 4 8 8 0 3 4 3 6 4 6 7] out',
    'credit card number is [122000000000003]',
  ],
  iban: [
    'pay to [DE89 3704 0044 0532 0130 00] BIC',
    'IBAN=[GB82WEST12345698765432]',
    'iban: [de89 3704 0044 0532 0130 00]',
    '[BE68 5390 0754 7034] COBA',
    '[NO9386011117947].',
  ],
  swift: ['SWIFT/BIC: [DEUTDEFF500]', 'the swift code is [COBADEFF]'],
  'us-routing': ['routing number [021000021]', 'ABA: [0711-0130-7]'],
  'sort-code': ['sort code [20-00-00] at'],
  'bank-account': [
    'account number: [12345678]',
    'Acct No. [000123456789]',
    'accountNumber = "[9876543210]"',
    '银行账户 [6222021234567890]',
  ],
  'us-ssn': [
    'SSN [123-45-6789]',
    'it is [536 90 4399].',
    'ssn=[123456789]&x=1',
    '<ssn>[123-45-6789]</ssn>',
    'customerSsn: "[123456789]"',
    '{\\"ssn\\": \\"[536-90-4399]\\"}',
    'SOCIAL_SECURITY_NUMBER=[536904399]',
  ],
  'us-itin': ['[911-70-1234]', 'ITIN: [911701234]'],
  'us-ein': ['EIN [12-3456789]'],
  'us-npi': ['NPI: [1234567893]'],
  'us-dea': ['DEA number [BB1388568]'],
  'us-mbi': ['Medicare ID: [3CD5-FG7-HJ89]'],
  'ca-sin': ['SIN [130-692-544]', 'mon NAS : [258 933 688]', 'social insurance number is [130692544]'],
  'mx-curp': ['CURP [HEGG560427MVZRRL04]'],
  'uk-nino': ['NINO [AB 12 34 56 C]', 'their number, [JM321455D], is', 'nino: [pr 123612c]'],
  'uk-nhs': ['NHS number [4010232137]', '[221 395 1837]'],
  'uk-driving-licence': ['licence [MORGA657054SM9IJ] ok'],
  'ie-pps': ['PPS number: [1234567T]'],
  'de-tax-id': ['Steuer-ID: [12345678903].', 'IdNr. [98 765 432 106] liegt vor'],
  'de-pension-id': ['RVNR [15070649C103]'],
  'de-health-id': ['Krankenkasse KVNR: [A123456780]'],
  'de-id-card': ['Personalausweis [L01X00T44].'],
  'fr-nir': ['NIR [2 55 08 14 168 025 38]', 'num=[255081416802538]'],
  'ch-ahv': ['AHV [756.9217.0769.85]'],
  'be-national-number': ['[85.07.30-033.28]'],
  'nl-bsn': ['BSN: [111222333]'],
  'es-dni': ['DNI [12345678Z]', 'dni: [12.345.678-Z]', '[55555555-K]'],
  'es-nie': ['NIE [X9613851N]', 'Mi número es [Y8063915-Z]'],
  'it-codice-fiscale': ['CF [RSSMRA85T10A562S]'],
  'it-vat': ['Partita IVA [01333550323]'],
  'pt-nif': ['contribuinte [501964843]'],
  'tr-national-id': ['TC Kimlik No: [10000000146]'],
  'fi-hetu': ['henkilötunnus [131052-308T].'],
  'se-personnummer': ['[871220-2384]', 'personnummer [19871220-2384]'],
  'no-fodselsnummer': ['fødselsnummer [01010750160]'],
  'dk-cpr': ['CPR: [070761-4285]'],
  'pl-pesel': ['PESEL [44051401458]'],
  'cz-birth-number': ['[710319/2745]'],
  'ro-cnp': ['CNP [1800101221144]'],
  'in-aadhaar': ['[2341 2341 2346]', 'Aadhaar: [234123412346]'],
  'in-pan': ['PAN [ABCPE1234F]'],
  'in-gstin': ['[27AAPFU0939F1ZV]'],
  'cn-resident-id': ['身份证号是[11010519491231002X]'],
  'sg-nric': ['NRIC [S1234567D]'],
  'kr-rrn': ['[960121-1021413]', '주민등록번호: [9601211021413]'],
  'th-national-id': ['TNIN: [1234567890121]', '[1-2345-67890-12-1]'],
  'br-cpf': ['[111.444.777-35]', 'CPF: [11144477735]'],
  'br-cnpj': ['[11.222.333/0001-81]'],
  'cl-rut': ['RUT [12.345.678-5]'],
  'ar-cuit': ['[20-12345678-6]'],
  'au-tfn': ['TFN: [876 543 210]'],
  'au-abn': ['ABN [51 824 753 556]'],
  'au-acn': ['ACN [005 499 981]'],
  'au-medicare': ['[2123 45670 1]'],
  'za-id': ['South African ID is [9202201234088].'],
  'ng-nin': ['NIN: [12345678901]'],
  passport: ['Passport No.: [X1234567]', 'my passport (US) is [912803456]', 'pasaporte [AAA123456]', '护照号码 [G12345678]'],
  'driving-licence': ["driver's license [D1234567] and expires", 'DL number: [F255-9215-0094]'],
  'medical-record': ['MRN# [00123456]', 'Patient ID: [AB-123456]'],
  'health-plan': ['member ID [XYZ123456789]'],
  'vehicle-id': ['VIN: [1HGCM82633A004352]'],
  'vehicle-plate': ['license plate [ABC-1234]'],
  'birth-date': [
    'DOB: [03/14/1985]',
    'born on [12 March 1985]',
    '"birthDate": "[1985-03-14]"',
    'geboren am [14.03.1985]',
    '出生日期：[1985年3月14日]',
    'né le [14 mars 1985]',
  ],
}

test.each(Object.entries(positives))('%s is found in every writing', (kind, texts) => {
  for (const marked of texts) {
    const value = /\[(.*)\]/.exec(marked)?.[1] ?? ''
    expect(found(marked.replace(`[${value}]`, value), usual), marked).toContain(`${kind}: ${value}`)
  }
})

const negatives: Record<string, string[]> = {
  'package versions, SSH remotes and the user part of URLs': [
    '@types/node@20.11.5',
    'git@github.com:acme/tool.git',
    'scp x deploy@host.acme.io:/srv',
    'https://user:pass@host.acme.io/x',
    'react@18.3.0-canary.abc',
    'icon@2x.png',
  ],
  'numbers that fail their check digit': [
    '4539 1488 0343 6468',
    'DE88 3704 0044 0532 0130 00',
    'NHS number 4010232138',
    '12345678A',
    'routing number 123456781',
    '1234 5678 9012',
    'PESEL 44051401459',
    'RSSMRA85T10A562T',
    '111.444.777-36',
    'SIN 130-692-545',
  ],
  'numbers that nobody was given': ['000-12-3456', '666-12-3456', '123-00-4567', '123-45-0000', 'BG123612A', '4444 4444 4444 4444'],
  'identifiers of machines': [
    '0f8fad5b-d9cb-469f-a165-70867728950e',
    'da39a3ee5e6b4b0d3255bfef95601890afd80709',
    'sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
    'pod/api-7d9fabc12-x4f2c',
  ],
  'times and dates': ['1718000000000', '2024-05-17T09:12:44.120Z', '20240517-1230', '12:34:56', 'phone_verified_at: 1718000000'],
  'orders, parts and amounts': [
    'order number 2345678901',
    'Order 212-736-5000',
    'ISBN: 123-45-6789',
    'part no. 234-567-8901',
    'total 130 692 544 EUR',
    'serial 4155552671',
  ],
  'numbers in code': [
    'const timeout = 86400000L',
    'x = [4012, 8888, 8888, 1881]',
    '1024 2048 4096 8192 16384',
    '0.4539148803436467',
    '9007199254740991',
    '0xDEADBEEF12345678',
  ],
  'words that begin like a label': [
    'telemetry: 1234567890',
    'cellular automaton 30',
    'passportjs 0.6.0',
    'const ssn: string',
    'dobson 1985-03-14',
  ],
  "dates that are nobody's birth": ['released on 14 March 1985', 'Bob (born August 9, 1928) was a player'],
}

test.each(Object.entries(negatives))('%s are left alone', (_title, texts) => {
  for (const text of texts) expect(found(text, usual), text).toEqual([])
})

test('a card number split by spaces is found whole', () => {
  expect(card.find('pay 4111 1111 1111 1111 now')).toEqual([{ start: 4, end: 23 }])
})

test('what documentation uses as examples is left out unless asked for', () => {
  const text = 'pay with 4242 4242 4242 4242 and write to jane@example.com or ops@mail.example.org'
  expect(found(text, people())).toEqual([])
  expect(found(text, usual)).toEqual(['card: 4242 4242 4242 4242', 'email: jane@example.com', 'email: ops@mail.example.org'])
  expect(emails({ examples: 'ignore' }).find('jane@example.company.io')).toHaveLength(1)
})

test('names and street addresses are found when asked for, and only then', () => {
  const off = all.filter(({ optional }) => optional)
  expect(new Set(off.map(({ name }) => name))).toEqual(new Set(['person-name', 'street-address']))
  expect(found('Patient: María López García', off)).toEqual(['person-name: María López García'])
  expect(found('Dear Mr. Smith, hello', off)).toEqual(['person-name: Smith'])
  expect(found('姓名：张三丰', off)).toEqual(['person-name: 张三丰'])
  expect(found('I live at 1600 Pennsylvania Avenue NW, Washington, DC 20500', off)).toContain(
    'street-address: 1600 Pennsylvania Avenue NW, Washington, DC 20500',
  )
  expect(found('sent to Hauptstraße 12, 10115 Berlin', off)).toEqual(['street-address: Hauptstraße 12, 10115 Berlin'])
})

test('a library can be asked whether a phone number exists', () => {
  const confirmed = phone({ confirm: confirmPhone })
  expect(found('+44 20 7946 0958 and +44 20 7946', confirmed)).toEqual(['phone: +44 20 7946 0958'])
  expect(found('020 7946 0958', confirmed)).toEqual(['phone: 020 7946 0958'])
  expect(confirmPhone('+1 555 000 0000')).toBe(false)
  expect(found('+44 20 7946 0958 or 212-736-5000', phone({ confirm: () => false }))).toEqual([])
})

test('an e-mail address is found as often as it stands there', () => {
  expect(email.find('a@acme.io,b@acme.io;a@acme.io')).toHaveLength(3)
})

test('long runs of what a value is made of hold nothing', () => {
  for (const text of ['1'.repeat(5000), '12 '.repeat(2000), 'a@'.repeat(2000), '@a.'.repeat(2000), 'A1'.repeat(2000), '0-'.repeat(2000)])
    expect(found(text, usual)).toEqual([])
})

test('the longest match is no longer than a detector says', () => {
  for (const detector of all) {
    for (const texts of Object.values(positives)) {
      for (const text of texts)
        for (const { start, end } of detector.find(text)) expect(end - start).toBeLessThanOrEqual(detector.longest ?? 256)
    }
  }
  expect(iban.longest).toBeGreaterThanOrEqual(42)
})
