import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isPlaceholder } from './placeholder.ts'

/** Passwords in URLs. Only the password is found, so that host and database stay readable. */
export const urls: readonly Detector[] = [
  credentialUrl(
    'database-url-password',
    String.raw`(?<![A-Za-z0-9+])(?:postgres(?:ql)?|mysqlx?|mariadb|mongodb|rediss?|valkey|amqps?|kafka|nats|mqtts?|mssql|sqlserver|oracle|cockroachdb|clickhouse|couchdb|couchbases?|neo4j|bolt|cassandra|memcached|elasticsearch|influxdb|snowflake|redshift|trino|presto|hive|ldaps?|jdbc:[a-z]{2,16}|stomp|pulsar|surrealdb|libsql|db2)(?:\+[a-z0-9+_-]{1,20})?`,
  ),
  credentialUrl(
    'basic-auth-url',
    String.raw`(?<![A-Za-z0-9+])(?:https?|ftps?|sftp|ssh|git(?:\+https?|\+ssh)?|svn|smtps?|imaps?|pop3s?|wss?|socks5h?|rtsp|smb|vnc|rdp|s3|telnet)`,
  ),
  pattern({
    name: 'totp-secret',
    category: 'secret',
    severity: 'critical',
    triggers: ['otpauth://'],
    anchored: true,
    expression: /otpauth:\/\/[ht]otp\/[^\s?"'<>]{1,40}\?[^\s"'<>]{0,16}?secret=(?<value>[A-Z2-7]{16,128}={0,6})/i,
    longest: 400,
  }),
]

function credentialUrl(name: string, scheme: string): Detector {
  return pattern({
    name,
    category: 'secret',
    severity: 'critical',
    triggers: ['://'],
    expression: new RegExp(String.raw`${scheme}:\/\/[^\s:@/?#"'<>\x60\\]{0,64}:(?<value>[^\s/"'<>\x60\\]{3,256})@(?=[A-Za-z0-9[$_])`, 'i'),
    longest: 400,
    validate: (password) => !isPlaceholder(`${password}`.replaceAll('%', '')) && !commonStandIn.test(password) && !/^[${]/.test(password),
  })
}

/** What documentation writes where a password goes. */
const commonStandIn =
  /^(?:my|your|the|some|db|user|super)?[-_]?(?:p(?:ass)?w(?:or)?d|pass(?:wd)?|secret|token|changeme|key|x+|\*+|\.{3}|foo|bar|baz|user(?:name)?|admin|root|guest|test|postgres|mysql|mongo|redis|rabbitmq|minio|example|localhost)$|[{}<>()]|\$\w|,/i
