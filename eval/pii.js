import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ensureModules } from '../scripts/ensure.js'
import { kindsOf, lookAlikes, random, surroundings } from './sets/pii.js'

const BASE = process.env.GUARD_DIST ?? ensureModules()
const DATA = process.env.GUARD_DATA ?? fileURLToPath(new URL('../../shared/data', import.meta.url))
const ROUNDS = Number(process.env.GUARD_EVAL_ROUNDS ?? 25)
const CONTEXT = { direction: 'request', kind: 'text', origin: 'user', role: 'user' }

/** Presidio's names of the kinds that we claim, and ours. */
const claims = {
  ABA_ROUTING_NUMBER: 'us-routing',
  AU_ABN: 'au-abn',
  AU_ACN: 'au-acn',
  AU_MEDICARE: 'au-medicare',
  AU_TFN: 'au-tfn',
  CA_SIN: 'ca-sin',
  CREDIT_CARD: 'card',
  CRYPTO: 'btc-address',
  DE_HEALTH_INSURANCE: 'de-health-id',
  DE_ID_CARD: 'de-id-card',
  DE_SOCIAL_SECURITY: 'de-pension-id',
  DE_TAX_ID: 'de-tax-id',
  EMAIL_ADDRESS: 'email',
  ES_NIE: 'es-nie',
  ES_NIF: 'es-dni',
  FI_PERSONAL_IDENTITY_CODE: 'fi-hetu',
  IBAN_CODE: 'iban',
  IP_ADDRESS: 'ip',
  IT_FISCAL_CODE: 'it-codice-fiscale',
  KR_RRN: 'kr-rrn',
  MAC_ADDRESS: 'mac',
  PH_MOBILE_NUMBER: 'phone',
  PL_PESEL: 'pl-pesel',
  SE_PERSONNUMMER: 'se-personnummer',
  TH_TNIN: 'th-national-id',
  TR_NATIONAL_ID: 'tr-national-id',
  TR_PHONE_NUMBER: 'phone',
  UK_DRIVING_LICENCE: 'uk-driving-licence',
  UK_NHS: 'uk-nhs',
  UK_NINO: 'uk-nino',
  US_ITIN: 'us-itin',
  US_MBI: 'us-mbi',
  US_NPI: 'us-npi',
  US_PASSPORT: 'passport',
  US_SSN: 'us-ssn',
  ZA_ID_NUMBER: 'za-id',
}

/** Prints recall and precision of personal data per kind, on generated texts and on the test rows of Presidio. */
export async function run() {
  const load = (path) => import(new URL(path, BASE).href)
  const [{ people }, { network }, { crypto }, { compile }, ids, checksums] = await Promise.all(
    [
      'detect/people/index.js',
      'detect/network/index.js',
      'detect/crypto/index.js',
      'detect/compile.js',
      'text/national-ids.js',
      'text/checksums.js',
    ].map(load),
  )
  const usual = compile([...people(), ...network].filter(({ optional }) => !optional))
  const generated = onGenerated(usual, { next: random(20240517), ids, checksums })
  const everything = compile(
    [...people({ examples: 'report' }), ...network, ...crypto].filter(
      ({ name }) => !['person-name', 'street-address', 'internal-host', 'cluster-name'].includes(name),
    ),
  )
  const file = join(DATA, 'pii', 'presidio_recognizer_tests.jsonl')
  const presidio = existsSync(file) ? onPresidio(everything, file) : undefined
  return { generated, presidio }
}

function onGenerated(scanner, tools) {
  const tally = new Map()
  const of = (name) => tally.get(name) ?? tally.set(name, { found: 0, all: 0, wrong: 0, missed: [], extra: [] }).get(name)
  for (const { name, labels, make } of kindsOf(tools)) {
    for (let round = 0; round < ROUNDS; round++) {
      for (const surround of surroundings) {
        const value = make()
        const label = labels?.[Math.floor(tools.next() * labels.length)]
        const text = surround(label, value)
        const start = text.indexOf(value)
        const hits = scanner.scan(text, CONTEXT)
        of(name).all++
        if (hits.some((hit) => hit.start <= start && hit.end >= start + value.length)) of(name).found++
        else of(name).missed.push(text)
        for (const hit of hits) if (hit.end <= start || hit.start >= start + value.length) note(of(hit.detector), text, hit)
      }
    }
  }
  let clean = 0
  for (const make of lookAlikes(tools)) {
    for (let round = 0; round < ROUNDS * 4; round++) {
      const text = make()
      const hits = scanner.scan(text, CONTEXT)
      clean++
      for (const hit of hits) note(of(hit.detector), text, hit)
    }
  }
  console.log(
    `### Generated: ${[...tally.values()].reduce((sum, { all }) => sum + all, 0)} values in eight surroundings, ${clean} look-alikes\n`,
  )
  print(tally)
  return tally
}

function note(entry, text, hit) {
  entry.wrong++
  entry.extra.push(`${text.slice(Math.max(0, hit.start - 20), hit.start)}[${text.slice(hit.start, hit.end)}]`)
}

function onPresidio(scanner, file) {
  const tally = new Map()
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line === '') continue
    const { text, label, kind, spans } = JSON.parse(line)
    const ours = claims[kind.split(':')[1]]
    if (!ours) continue
    const entry = tally.get(ours) ?? tally.set(ours, { found: 0, all: 0, wrong: 0, missed: [], extra: [] }).get(ours)
    const hits = scanner
      .scan(text, CONTEXT)
      .filter(({ detector }) => detector === ours || (ours === 'ip' && detector.startsWith('ipv')) || label === 1)
    if (label === 0) hits.forEach((hit) => note(entry, text, hit))
    else {
      const points = Array.from(text)
      for (const [start, end] of spans) {
        // Offsets are code points of Python; a hit may leave out a sign at either end, such as the zone of fe80::1%eth0.
        const [from, to] = [points.slice(0, start).join('').length, points.slice(0, end).join('').length]
        entry.all++
        if (hits.some((hit) => hit.start <= from && hit.end >= to)) entry.found++
        else entry.missed.push(text)
      }
    }
  }
  console.log(
    '### Presidio recogniser tests: many rows are a bare number with nothing around it, which we take for a number unless its shape or check digit says more\n',
  )
  print(tally)
  return tally
}

function print(tally) {
  console.log('| kind | recall | precision | values | wrong |\n| --- | --- | --- | --- | --- |')
  const rows = [...tally].sort(([one], [other]) => (one < other ? -1 : 1))
  for (const [name, { found, all, wrong }] of rows)
    console.log(`| ${name} | ${rate(found, all)} | ${rate(found, found + wrong)} | ${all} | ${wrong} |`)
  const total = rows.reduce(
    (sum, [, { found, all, wrong }]) => ({ found: sum.found + found, all: sum.all + all, wrong: sum.wrong + wrong }),
    { found: 0, all: 0, wrong: 0 },
  )
  console.log(
    `| **all** | ${rate(total.found, total.all)} | ${rate(total.found, total.found + total.wrong)} | ${total.all} | ${total.wrong} |\n`,
  )
  if (process.env.GUARD_EVAL_EXAMPLES)
    for (const [name, { missed, extra }] of rows)
      for (const text of [...missed.slice(0, 4), ...extra.slice(0, 4)]) console.log(name, JSON.stringify(text))
}

const rate = (part, whole) => (whole === 0 ? '–' : (part / whole).toFixed(3))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await run()
