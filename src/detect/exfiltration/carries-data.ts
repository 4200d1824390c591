import { isDropPlace } from '../command/send.ts'

/** How a URL stands in a text: `image` is fetched by whoever shows it, `link` waits for a click. */
export type UrlPlace = 'image' | 'link'

const trustedImages =
  /^(?:img\.shields\.io|shields\.io|badge\.fury\.io|badgen\.net|codecov\.io|coveralls\.io|[\w.-]+\.githubusercontent\.com|github\.com|user-images\.[\w.]+|gravatar\.com|[\w-]+\.gravatar\.com|i\.imgur\.com|upload\.wikimedia\.org|[\w.-]+\.wikipedia\.org|images\.unsplash\.com|[\w.-]+\.gstatic\.com|latex\.codecogs\.com|chart\.googleapis\.com|quickchart\.io|mermaid\.ink|placehold\.co|via\.placeholder\.com|dummyimage\.com|picsum\.photos|api\.qrserver\.com|www\.plantuml\.com|kroki\.io|www\.google\.com|translate\.google\.com|maps\.googleapis\.com|star-history\.com|api\.star-history\.com|contrib\.rocks|vercel\.com|mybinder\.org|colab\.research\.google\.com|circleci\.com|travis-ci\.(?:org|com)|ci\.appveyor\.com|dev\.azure\.com|snyk\.io|opencollective\.com|api\.netlify\.com|deepwiki\.com|gitpod\.io)$/
const signed =
  /^(?:x-amz-|x-goog-|x-ms-|utm_|oauth_)|^(?:signature|sig|expires|policy|key-pair-id|awsaccesskeyid|googleaccessid|se|sp|sv|sr|st|ske|skt|skoid|sktid|skv|sks|jwt|hmac|ixid|ixlib|gclid|fbclid|msclkid|mc_cid|mc_eid|_ga|hash|integrity|cachebuster|etag|response-content-\w+|token_hash|__cf\w*|amp|ved|usg|sca_esv|ei|sxsrf|gs_lcp|si|igsh|pp|list|continue|redirect_uri|code_challenge|client_id|state|nonce)$/i
const telling =
  /^(?:d|data|payload|secrets?|tokens?|c|cookies?|content|text|msg|message|info|leak|exfil\w*|history|chat|prompt|conv\w*|summary|p|body|logs?|note|dump|keys?|api_?key|pass(?:word)?|e?mail|user_?\w*|x|m|z|b64|base64|enc\w*|stolen|creds?|credentials?|ctx|context|memory|out(?:put)?|result|answer|value|val|info\w*|system\w*|instructions?|name|address|phone|ssn|card)$/i
const placeholder =
  /\{\{[^}]{1,80}\}\}|\$\{[^}]{1,80}\}|\$\([^)]{1,80}\)|\{(?:[a-z_ ]{0,30}(?:data|secret|token|key|password|history|conversation|message|prompt|content|email|answer|summary|context)[a-z_ ]{0,30})\}|\[(?:[A-Za-z_ ]{0,30}(?:data|secret|token|key|password|history|conversation|message|prompt|content|email|answer|summary|context|insert)[A-Za-z_ ]{0,30})\]|(?:^|[=/_-])(?:INSERT|BASE64|ENCODED|EXFIL|STOLEN|YOUR)_[A-Z_]{3,40}/i
const knownSecret =
  /\b(?:sk-[A-Za-z0-9_-]{16,}|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|xox[abprs]-[A-Za-z0-9-]{10,}|AIza[\w-]{30,}|-----BEGIN)|\b\d{3}-\d{2}-\d{4}\b|\b(?:\d[ -]?){15}\d\b/
const address = /[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/

/**
 * True when a URL brings data along to its host: encoded text, secrets, sentences or placeholders in its query, path, fragment or host
 * name. Signed URLs, tracking parameters, badges, hashes and ids are not data. Images are judged more strictly than links.
 */
export function carriesData(written: string, place: UrlPlace): boolean {
  const url = read(written)
  if (!url) return false
  const image = place === 'image'
  const host = url.hostname.toLowerCase()
  const hasPayload = url.search.length > 2 || url.hash.length > 2 || url.pathname.length > 12
  if (isDropPlace(`${host}${url.pathname}`) && (hasPayload || image)) return true
  if (hostCarries(host)) return true
  if (url.username.length + url.password.length >= 20) return true
  if (image && placeholder.test(decoded(`${url.pathname}${url.search}`))) return true
  if (knownSecret.test(decoded(`${url.pathname}${url.search}${url.hash}`)) && !trustedImages.test(host)) return true
  const trusted = trustedImages.test(host)
  const numeric = /^\d{1,3}(?:\.\d{1,3}){3}$|^\[/.test(host) && !/^(?:127\.|0\.0\.0\.0|10\.|192\.168\.|\[::1\])/.test(host)
  if (image && numeric && url.search.length > 8) return true
  for (const [name, value] of Array.from(url.searchParams).slice(0, 60))
    if (parameterCarries(name, value, { image, trusted, numeric })) return true
  if (
    !trusted &&
    !url.search.includes('=') &&
    url.search.length > 1 &&
    parameterCarries('data', decoded(url.search.slice(1)), { image, trusted, numeric })
  )
    return true
  const pieces = url.pathname.split('/').slice(0, 40)
  for (const piece of pieces) if (!trusted && pathCarries(decoded(piece), image)) return true
  const fragment = url.hash.slice(1)
  return (
    !trusted &&
    fragment.length >= 24 &&
    !fragment.startsWith(':~:') &&
    (encodesText(decoded(fragment), 24) || (image && sentence(decoded(fragment), 4)))
  )
}

function parameterCarries(
  name: string,
  value: string,
  { image, trusted, numeric }: { image: boolean; trusted: boolean; numeric: boolean },
): boolean {
  if (signed.test(name) || trusted) return false
  const strict = image || numeric
  if (encodesText(value, strict ? 12 : 20)) return true
  if (image && address.test(value)) return true
  if (image && sentence(value, telling.test(name) ? 2 : 4)) return true
  if (!image && telling.test(name) && !/^(?:text|body|message|content|prompt|name|summary|note|value)$/i.test(name) && sentence(value, 5))
    return true
  if (telling.test(name) && value.length >= (strict ? 16 : 48) && /^[\w+/=.%~-]+$/.test(value) && mixed(value)) return true
  return value.length >= (strict ? 120 : 600) && !/^https?:/i.test(value) && mixed(value)
}

function pathCarries(piece: string, image: boolean): boolean {
  if (piece.length < 16) return false
  const stem = piece.replace(/\.(?:png|jpe?g|gif|webp|svg|bmp|ico|html?)$/i, '')
  if (encodesText(stem, image ? 16 : 24)) return true
  return image && stem === piece && sentence(piece, 5)
}

/** Labels of a host name that hold encoded data, as a name server would log them. */
function hostCarries(host: string): boolean {
  const labels = host.split('.').slice(0, -2)
  if (labels.some((label) => label.length >= 24 && (encodesText(label, 24) || (/^[a-z2-7]{32,}$/.test(label) && /\d/.test(label)))))
    return true
  return labels.join('').length >= 80 || labels.some((label) => label.length >= 48)
}

/** True for base64, base64url or hexadecimal that stands for readable text. */
function encodesText(value: string, shortest: number): boolean {
  const compact = value.replace(/\s/g, '')
  if (compact.length < shortest || compact.length > 8000) return false
  if (/^(?:[0-9a-fA-F]{2}){8,}$/.test(compact)) {
    if (/^\d+$/.test(compact)) return false
    return readable(
      Array.from({ length: compact.length >> 1 }, (_, index) =>
        String.fromCharCode(Number.parseInt(compact.slice(2 * index, 2 * index + 2), 16)),
      ).join(''),
    )
  }
  if (!/^[A-Za-z0-9+/_-]+={0,2}$/.test(compact) || !/[a-z]/.test(compact) || !(/[A-Z]/.test(compact) || /\d/.test(compact))) return false
  if (/^[a-z]+(?:[-_][a-z0-9]+)*$|^[A-Za-z]+(?:[-_][A-Za-z]+)+$/.test(compact)) return false
  try {
    return readable(atob(compact.replaceAll('-', '+').replaceAll('_', '/').replace(/=+$/, '')))
  } catch {
    return false
  }
}

function readable(text: string): boolean {
  if (text.length < 8) return false
  let plain = 0
  for (const char of text) if (/[\x20-\x7e\t\n\r]/.test(char)) plain++
  return plain / text.length > 0.95 && /[A-Za-z]{2}/.test(text)
}

/** True for several words in a row. */
function sentence(value: string, words: number): boolean {
  return (
    value.length < 8000 &&
    (value.trim().match(/[\p{L}\p{N}@._:'-]+/gu)?.length ?? 0) >= words &&
    /[\s,;+]/.test(value.trim()) &&
    value.length >= 12
  )
}

/** Letters of both cases and digits, as encodings have and words have not. */
function mixed(value: string): boolean {
  return (
    (/[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value)) ||
    /%[0-9a-f]{2}.{0,20}%[0-9a-f]{2}/i.test(value) ||
    value.length >= 200
  )
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    return text
  }
}

function read(written: string): URL | undefined {
  const whole = written.replaceAll('&amp;', '&')
  try {
    return new URL(whole.startsWith('//') ? `https:${whole}` : whole)
  } catch {
    return undefined
  }
}
