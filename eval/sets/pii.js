// Values and surroundings for the evaluation of personal data; everything comes from one seeded generator.

/** A generator of numbers in [0, 1) that gives the same row for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** The kinds: how a value is made, and the words that name it where it is not told by its shape. */
export function kindsOf({ next, ids, checksums }) {
  const pick = (list) => list[Math.floor(next() * list.length)]
  const between = (low, high) => low + Math.floor(next() * (high - low + 1))
  const digits = (count) => Array.from({ length: count }, () => between(0, 9)).join('')
  const letters = (count, alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') => Array.from({ length: count }, () => pick([...alphabet])).join('')
  const two = (number) => String(number).padStart(2, '0')
  const until = (make, valid) => {
    for (;;) {
      const value = make()
      if (valid(value)) return value
    }
  }
  const groups = (text, sizes, separator) => {
    let at = 0
    return sizes.map((size) => text.slice(at, (at += size))).join(separator)
  }
  const month = () => two(between(1, 12))
  const day = () => two(between(1, 28))
  const first = () => pick(['ana', 'jane.doe', 'k.tanaka', 'omar_h', 'miguel', 'li.wei', 'priya+news', 'j-b.martin', 'x9', 'svc-42'])
  const host = () =>
    pick([
      'acme.io',
      'northwind.co.uk',
      'uni-bonn.de',
      'mail.contoso.com',
      'sub.dept.globex.fr',
      'zoo.museum',
      'kontor24.se',
      'xn--bcher-kva.ch',
    ])
  const card = () => {
    const [prefix, length] = pick([
      ['4', 16],
      ['51', 16],
      ['2221', 16],
      ['37', 15],
      ['6011', 16],
      ['3528', 16],
      ['36', 14],
      ['62', 16],
    ])
    const number = until(() => prefix + digits(length - prefix.length), checksums.luhn)
    if (length === 16) return pick([number, groups(number, [4, 4, 4, 4], ' '), groups(number, [4, 4, 4, 4], '-')])
    return length === 15
      ? pick([number, groups(number, [4, 6, 5], ' '), groups(number, [4, 6, 5], '-')])
      : pick([number, groups(number, [4, 6, 4], ' ')])
  }
  const iban = () => {
    const [country, body] = pick([
      ['DE', digits(18)],
      ['GB', letters(4) + digits(14)],
      ['FR', digits(23)],
      ['ES', digits(20)],
      ['NL', letters(4) + digits(10)],
      ['CH', digits(17)],
      ['BE', digits(12)],
      ['PL', digits(24)],
      ['NO', digits(11)],
      ['MT', letters(4) + digits(23)],
    ])
    const compact = country + two(98 - checksums.mod97(`${body}${country}00`)) + body
    return pick([compact, compact.replace(/(.{4})(?=.)/g, '$1 ')])
  }
  const ipv4 = () =>
    until(
      () => `${between(11, 223)}.${between(10, 255)}.${between(1, 254)}.${between(1, 254)}`,
      (text) => !/^(?:127|172\.(?:1[6-9]|2\d|3[01])|192\.168|169\.254|100\.)/.test(text),
    )
  const hex = (count) => letters(count, '0123456789abcdef')
  const ipv6 = () =>
    pick([
      `2a02:${hex(4)}:${hex(3)}::${hex(2)}`,
      `2001:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}:${hex(4)}`,
      `2606:4700::${hex(4)}:${hex(4)}`,
      `2A00:1450:4001:${hex(3).toUpperCase()}::200E`,
    ])
  const phone = () =>
    pick([
      `+1 ${between(201, 489)} ${between(201, 410)} ${digits(4)}`,
      `(${between(201, 489)}) ${between(512, 910)}-${digits(4)}`,
      `${between(201, 489)}-${between(512, 910)}-${digits(4)}`,
      `+1${between(212, 489)}${between(512, 910)}${digits(4)}`,
      `+44 20 7${digits(3)} ${digits(4)}`,
      `+44 7${digits(3)} ${digits(6)}`,
      `020 7${digits(3)} ${digits(4)}`,
      `+49 30 ${digits(8)}`,
      `0171 ${between(2, 9)}${digits(6)}`,
      `+33 6 ${two(between(10, 99))} ${two(between(10, 99))} ${two(between(10, 99))} ${two(between(10, 99))}`,
      `+34 6${digits(2)} ${digits(3)} ${digits(3)}`,
      `+55 11 9${digits(4)}-${digits(4)}`,
      `+86 13${digits(1)} ${digits(4)} ${digits(4)}`,
      `+91 98${digits(3)} ${digits(5)}`,
      `+81 90-${digits(4)}-${digits(4)}`,
    ])
  const named = (name, labels, make) => ({ name, labels, make })
  const shaped = (name, make) => ({ name, make })
  return [
    shaped('email', () => `${first()}@${host()}`),
    shaped('phone', phone),
    named('phone', ['phone', 'Tel', 'mobile', 'cell', 'whatsapp', 'Telefon', 'teléfono', '电话'], () =>
      pick([`${between(201, 989)}${between(201, 989)}${digits(4)}`, phone(), `0${between(11, 99)} ${digits(7)}`]),
    ),
    shaped('card', card),
    shaped('iban', iban),
    named('swift', ['SWIFT', 'BIC', 'swift code'], () =>
      pick(['COBADEFFXXX', 'DEUTDEFF', 'BNPAFRPP', 'CHASUS33', 'NWBKGB2L', 'UBSWCHZH80A']),
    ),
    named('us-routing', ['routing number', 'ABA', 'Routing No.'], () =>
      until(() => pick(['0', '1', '2', '3']) + digits(8), ids.isUsRouting),
    ),
    named(
      'bank-account',
      ['account number', 'Account No', 'acct', 'Kontonummer', 'número de cuenta'],
      () => `${between(1, 9)}${digits(between(7, 11))}`,
    ),
    shaped('us-ssn', () => {
      const number = until(() => digits(9), ids.isUsSsn)
      return pick([groups(number, [3, 2, 4], '-'), groups(number, [3, 2, 4], ' ')])
    }),
    named('us-ssn', ['SSN', 'social security number', 'social_security'], () => until(() => digits(9), ids.isUsSsn)),
    shaped('us-itin', () =>
      groups(
        until(() => `9${digits(8)}`, ids.isUsItin),
        [3, 2, 4],
        '-',
      ),
    ),
    shaped('uk-nino', () => {
      const number = until(
        () => letters(2, 'ABCEGHJKLMNPRSTWXYZ') + digits(6) + pick([...'ABCD']),
        (text) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)|^.O/.test(text),
      )
      return pick([number, number.replace(/(..)(?=.)/g, '$1 ')])
    }),
    shaped('uk-nhs', () =>
      groups(
        until(() => digits(10), ids.isUkNhs),
        [3, 3, 4],
        ' ',
      ),
    ),
    named('uk-nhs', ['NHS number', 'nhs'], () => until(() => digits(10), ids.isUkNhs)),
    shaped('es-dni', () => until(() => `${between(10, 99)}${digits(6)}${pick([...'TRWAGMYPXBNJZSQVHCK'])}`, ids.isSpanishId)),
    shaped('es-nie', () => until(() => pick([...'XYZ']) + digits(7) + letters(1), ids.isSpanishId)),
    named('de-tax-id', ['Steuer-ID', 'IdNr', 'steuer_id'], () => until(() => between(1, 9) + digits(10), ids.isGermanTaxId)),
    shaped('fr-nir', () => {
      const number = until(() => `${pick([1, 2])}${two(between(30, 99))}${month()}${two(between(1, 95))}${digits(8)}`, ids.isFrenchNir)
      return pick([number, groups(number, [1, 2, 2, 2, 3, 3, 2], ' ')])
    }),
    shaped('it-codice-fiscale', () =>
      until(
        () => letters(6) + digits(2) + pick([...'ABCDEHLMPRST']) + day() + letters(1) + digits(3) + letters(1),
        ids.isItalianFiscalCode,
      ),
    ),
    named('pl-pesel', ['PESEL', 'nr pesel'], () => until(() => two(between(40, 99)) + month() + day() + digits(5), ids.isPesel)),
    shaped('br-cpf', () => until(() => digits(11), ids.isCpf).replace(/(...)(...)(...)(..)/, '$1.$2.$3-$4')),
    named('br-cpf', ['CPF', 'cpf'], () => until(() => digits(11), ids.isCpf)),
    shaped('br-cnpj', () => until(() => `${digits(8)}0001${digits(2)}`, ids.isCnpj).replace(/(..)(...)(...)(....)(..)/, '$1.$2.$3/$4-$5')),
    shaped('in-aadhaar', () =>
      groups(
        until(() => between(2, 9) + digits(11), ids.isAadhaar),
        [4, 4, 4],
        ' ',
      ),
    ),
    shaped('in-pan', () => letters(3) + pick([...'PCHF']) + letters(1) + digits(4) + letters(1)),
    shaped('cn-resident-id', () =>
      until(() => `11010${between(1, 9)}${between(1950, 2005)}${month()}${day()}${digits(3)}${pick([...'0123456789X'])}`, ids.isChineseId),
    ),
    named('au-tfn', ['TFN', 'tax file number'], () => until(() => digits(9), ids.isTfn)),
    shaped('ca-sin', () =>
      groups(
        until(() => digits(9), ids.isSin),
        [3, 3, 3],
        '-',
      ),
    ),
    named('ca-sin', ['SIN', 'social insurance number'], () => until(() => digits(9), ids.isSin)),
    shaped('sg-nric', () => until(() => pick([...'STFG']) + digits(7) + letters(1), ids.isNric)),
    shaped('fi-hetu', () =>
      until(
        () => `${day()}${month()}${two(between(40, 99))}-${between(100, 899)}${pick([...'0123456789ABCDEFHJKLMNPRSTUVWXY'])}`,
        (text) => ids.isHetu(text),
      ),
    ),
    shaped('se-personnummer', () => {
      const number = until(() => `19${two(between(40, 99))}${month()}${day()}${digits(4)}`, ids.isPersonnummer)
      return `${number.slice(0, 8)}-${number.slice(8)}`
    }),
    named('tr-national-id', ['TC Kimlik No', 'TCKN'], () => until(() => between(1, 9) + digits(10), ids.isTurkishId)),
    named('za-id', ['South African ID', 'SA ID', 'ID number'], () =>
      until(() => two(between(40, 99)) + month() + day() + digits(4) + pick(['0', '1']) + digits(2), ids.isSouthAfricanId),
    ),
    shaped('mx-curp', () =>
      until(
        () =>
          `${letters(1)}${pick([...'AEIOU'])}${letters(2)}${two(between(40, 99))}${month()}${day()}${pick(['H', 'M'])}DF${letters(3, 'BCDFGHJKLMNPQRSTVWXYZ')}0${digits(1)}`,
        ids.isCurp,
      ),
    ),
    shaped('au-medicare', () => {
      const number = until(() => between(2, 6) + digits(9), ids.isMedicare)
      return groups(number, [4, 5, 1], ' ')
    }),
    named('passport', ['passport number', 'Passport No', 'pasaporte', 'Reisepass', '护照号码'], () =>
      pick([letters(1) + digits(8), letters(2) + digits(7), digits(9)]),
    ),
    named('driving-licence', ["driver's license", 'driving licence number', 'DL number', 'Führerschein'], () =>
      pick([letters(1) + digits(7), `${letters(1)}${digits(3)}-${digits(4)}-${digits(4)}`, letters(2) + digits(8)]),
    ),
    named('medical-record', ['MRN', 'medical record number', 'patient id', 'Patient ID'], () =>
      pick([digits(8), `${letters(2)}-${digits(6)}`, letters(1) + digits(7)]),
    ),
    named('health-plan', ['member id', 'Member ID', 'policy number', 'Medicaid ID'], () =>
      pick([letters(3) + digits(9), digits(10), `${letters(2)}${digits(8)}`]),
    ),
    named('birth-date', ['DOB', 'date of birth', 'birth_date', 'Geburtsdatum', 'fecha de nacimiento', '出生日期'], () => {
      const year = between(1940, 2010)
      return pick([
        `${year}-${month()}-${day()}`,
        `${day()}/${month()}/${year}`,
        `${day()}.${month()}.${year}`,
        `${pick(['March', 'July', 'Oct'])} ${between(1, 28)}, ${year}`,
        `${between(1, 28)} ${pick(['March', 'April', 'June'])} ${year}`,
      ])
    }),
    shaped('ipv4', ipv4),
    shaped('ipv6', ipv6),
    shaped('mac', () => {
      const pairs = until(
        () => hex(12),
        (text) => /[a-f]/.test(text),
      ).match(/../g)
      return pick([pairs.join(':'), pairs.join('-'), pairs.join(':').toUpperCase()])
    }),
    named('imei', ['IMEI', 'imei'], () => until(() => `35${digits(13)}`, checksums.luhn)),
    named('imsi', ['IMSI'], () => `310${digits(12)}`),
    named(
      'coordinates',
      ['coordinates', 'location', 'latlng', 'GPS'],
      () => `${between(-80, 80)}.${digits(5)}, ${between(-179, 179)}.${digits(5)}`,
    ),
  ]
}

/** Surroundings: text with one value in it, with a label where the value needs one. */
export const surroundings = [
  (label, value) =>
    `Hi team, could you look into this today? ${label ? `The ${label} is ${value}` : `Please use ${value}`}. Thanks, and see you on Monday at 10:30.`,
  (label, value) =>
    JSON.stringify({ id: 48213, [label ?? 'value']: value, updated: '2024-05-17T09:12:44.120Z', tags: ['a', 'b'] }, undefined, 2),
  (label, value) => `LOG_LEVEL=debug\n${(label ?? 'FIELD').toUpperCase().replaceAll(' ', '_')}="${value}"\nPORT=8080\n`,
  (label, value) => `customer:\n  ${label ?? 'field'}: ${value}\n  since: 2019\n  retries: 3\n`,
  (label, value) => `curl -s https://api.acme.dev/v2/records -d '${label ?? 'q'}=${value}' | jq '.items[0]'`,
  (label, value) => `const record = { ${JSON.stringify(label ?? 'data')}: '${value}', retries: 3, color: '#ff00aa' } // build 20240517.3`,
  (label, value) => `name,${label ?? 'field'}\n${label ? `${label}: ` : ''}${value}\n`,
  (label, value) => `| field | value |\n| --- | --- |\n| ${label ?? 'entry'} | ${value} |\n`,
]

/** Look-alikes: nothing in them is personal. */
export function lookAlikes({ next }) {
  const pick = (list) => list[Math.floor(next() * list.length)]
  const digits = (count) => Array.from({ length: count }, () => Math.floor(next() * 10)).join('')
  const hex = (count) => Array.from({ length: count }, () => Math.floor(next() * 16).toString(16)).join('')
  return [
    () => `request ${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)} done in ${digits(3)} ms`,
    () => `commit ${hex(40)}\nAuthor date 17${digits(8)}`,
    () => `"integrity": "sha512-${Buffer.from(hex(64)).toString('base64')}=="`,
    () => `upgraded from ${digits(1)}.${digits(2)}.${digits(1)} to v${digits(1)}.${digits(2)}.${digits(1)}.${digits(2)}`,
    () => `created_at: 17${digits(11)}, expires: 17${digits(8)}`,
    () => `order number ${pick(['1', '2', '7'])}${digits(9)} shipped`,
    () => `const weights = [0.${digits(8)}, -0.${digits(8)}, ${digits(2)}.${digits(6)}, ${digits(5)}]`,
    () => `background: #${hex(6)}; color: #${hex(3)}; margin: 0 12px 4px 8px`,
    () => `netmask 255.255.255.0 gateway 127.0.0.1 broadcast 0.0.0.0`,
    () => `git clone git@github.com:acme/tool-${digits(3)}.git && npm i @types/node@20.${digits(2)}.5`,
    () => `postgres://app:pw@db:5432/main https://user:pw@host.acme.dev/x`,
    () => `pod/api-7d9f${hex(5)}-x${hex(4)} uid ${hex(8)}-${hex(4)}-4${hex(3)}-b${hex(3)}-${hex(12)} restarted at 12:34:56`,
    () => `part no. ${pick(['AX', 'KR'])}-${digits(4)}-${digits(2)}, lot ${digits(6)}`,
    () => `aspect 16:9:4, clock 09:41:07, took 1:02:03.${digits(3)}`,
    () => `write to hello@example.com or see https://example.org/a@2x.png`,
    () => `test card 4242 4242 4242 4242 and 4111-1111-1111-1111`,
    () => `200 404 500 301 302 ${digits(3)} ${digits(3)}\n1024 2048 4096 8192 16384`,
    () => `size ${digits(9)} bytes, offset 0x${hex(8)}, seed ${digits(16).replace(/^[2-6]/, '1')}`,
    () => `2024-05-17T09:12:${digits(1)}4.${digits(6)}Z INFO trace=${hex(32)} span=${hex(16)}`,
    () => `see RFC 7231, section 3.1.1.1, and ECMA-262 10.2.1.3`,
  ]
}
