import { operands, type Rule } from './model.ts'

const metadata =
  /^(?:(?:[a-z][a-z0-9+.-]{1,20}:)?\/\/)?(?:[^@/\s]{1,200}@)?(?:169\.254\.169\.254|169\.254\.170\.2|169\.254\.170\.23|100\.100\.100\.200|192\.0\.0\.192|168\.63\.129\.16|metadata(?:\.google(?:\.internal)?)?|instance-data(?:\.ec2\.internal)?|\[?fd00:ec2::254\]?|\[?::ffff:a9fe:a9fe\]?|2852039166|0xa9fea9fe|0xa9\.0xfe\.0xa9\.0xfe|025177524776|0251\.0376\.0251\.0376|169\.254\.\d{1,3}\.\d{1,3}|[^/\s]{0,60}169[.-]254[.-]169[.-]254[^/\s]{0,60})(?::\d{1,5})?(?:[/?#]|$)/i
const credentialPath = /security-credentials|\/token\b|identity\/oauth2|user-data|service-accounts|\/iam\/|credentials/i

/** How bad an address is to fetch: the cloud's metadata service hands out credentials. */
export function metadataAddress(url: string): 'critical' | 'high' | undefined {
  let plain = url.trim()
  if (plain.length > 4000) return undefined
  if (plain.includes('%')) {
    try {
      plain = decodeURIComponent(plain)
    } catch {
      // an address that cannot be decoded is judged as it stands
    }
  }
  if (!metadata.test(plain)) return undefined
  if (/^metadata(?:[/?#]|$)/i.test(plain)) return undefined
  return credentialPath.test(plain) ? 'critical' : 'high'
}

/** Requests to the metadata address of a cloud machine. */
export const requestsMetadata: Rule = (command, report) => {
  if (
    !/^(?:curl|wget|wget2|http|https|xh|fetch|nc|ncat|telnet|lynx|links|w3m|aria2c|get|iwr|irm|invoke-webrequest|invoke-restmethod|python\d?|node|ruby|php|perl)$/.test(
      command.name,
    )
  )
    return
  for (const word of operands(command)) {
    const severity = metadataAddress(word)
    if (severity) return report('command-metadata-address', severity)
  }
}
