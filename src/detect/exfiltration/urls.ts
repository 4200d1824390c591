import { pattern } from '../pattern.ts'
import { carriesData, type UrlPlace } from './carries-data.ts'
import { isCode } from './rendered.ts'

const expression = /(?<value>https?:\/\/[^\s<>"'`)\]\\]{4,2000})/i
const relative = /(?:\]\(|=["']?)\s{0,5}(?<value>\/\/[^\s<>"'`)\]\\]{4,2000})/

/** Addresses of pictures and other things that are fetched without a click, when they carry data to their host. */
export const exfiltrationImage = pattern({
  name: 'exfiltration-image',
  category: 'exfiltration',
  severity: 'critical',
  longest: 2010,
  label: 'URL',
  triggers: ['http://', 'https://'],
  anchored: true,
  expression,
  validate: (url, match) => placeOf(match) === 'image' && carriesData(url, 'image') && !isCode(match.input ?? '', match.index ?? 0),
})

/** The same without a scheme: `![](//host/…)`. */
export const exfiltrationRelative = pattern({
  name: 'exfiltration-image',
  category: 'exfiltration',
  severity: 'critical',
  longest: 2020,
  label: 'URL',
  triggers: ['](//', ']( //', '="//', "='//", '=//'],
  anchored: true,
  expression: relative,
  validate: (url, match) => carriesData(url, 'image') && !isCode(match.input ?? '', match.index ?? 0),
})

/** Links that carry data to their host when somebody follows them: Markdown, HTML, reference definitions, autolinks and bare addresses. */
export const exfiltrationUrl = pattern({
  name: 'exfiltration-link',
  category: 'exfiltration',
  severity: 'high',
  longest: 2010,
  label: 'URL',
  triggers: ['http://', 'https://'],
  anchored: true,
  expression,
  validate: (url, match) => placeOf(match) === 'link' && carriesData(url, 'link') && !isCode(match.input ?? '', match.index ?? 0),
})

const fetched =
  /(?:!\[[^\]\n]{0,500}\]\(\s{0,10}<?|<(?:img|image|video|audio|source|embed|object|input|track|link|iframe|frame|body|table|td|use|bgsound|portal)\b[^>]{0,500}=\s{0,5}["']?[^"'>]{0,200}|\burl\(\s{0,5}["']?|@import\s{1,5}["']?|\]:\s{0,10}<?)$/i

/** What stands before the address tells whether it is fetched by itself. A reference definition may serve an image, so it counts as one when an image uses it. */
function placeOf(match: RegExpMatchArray): UrlPlace {
  const text = match.input ?? ''
  const at = match.index ?? 0
  const before = text.slice(Math.max(0, at - 700), at)
  const line = before.slice(before.lastIndexOf('\n', before.length - 1) + 1)
  const found = fetched.exec(before.length > line.length && /<[a-z]/i.test(before) ? before : line)
  if (!found) return 'link'
  if (!found[0].startsWith(']:')) return 'image'
  const name = /\[([^\]\n]{1,200})\]:\s{0,10}<?$/.exec(line)?.[1]
  return name !== undefined &&
    text.slice(Math.max(0, at - 4000), at + 4000).includes(`][${name}]`) &&
    /!\[/.test(text.slice(Math.max(0, at - 4000), at + 4000))
    ? 'image'
    : 'link'
}
