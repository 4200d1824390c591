import type { Severity } from '../../types.ts'

export interface SqlFinding {
  detector: string
  severity: Severity
  start: number
  end: number
}

const statements: readonly [expression: RegExp, detector: string, severity: Severity][] = [
  [/\bdrop\s{1,20}(?:database|schema|keyspace|catalog)\b/gi, 'command-database-destruction', 'critical'],
  [
    /\bdrop\s{1,20}(?:table|collection|tablespace|owned)\b(?!\s{1,20}(?:if\s{1,20}exists\s{1,20})?#)/gi,
    'command-database-destruction',
    'critical',
  ],
  [
    /\btruncate\s{1,20}(?:table\s{1,20})?(?!table\b)["'`[]?[\w.$]{1,100}["'`\]]?\s{0,20}(?:;|$|,|\bcascade\b|\brestart\b|--)/gim,
    'command-database-destruction',
    'critical',
  ],
  [
    /\bdelete\s{1,20}from\s{1,20}["'`[]?[\w.$"`[\]]{1,120}["'`\]]?\s{0,20}(?:;|$|["'](?:\s|$)|\bwhere\s{1,20}(?:1\s{0,5}=\s{0,5}1|true|1)\b)/gi,
    'command-database-destruction',
    'critical',
  ],
  [
    /\bxp_cmdshell\b|\bsp_oacreate\b|\bcopy\b[^;]{0,200}\b(?:from|to)\s{1,20}program\b|\binto\s{1,20}(?:outfile|dumpfile)\b|\bsys_(?:exec|eval)\s{0,5}\(|\blo_export\s{0,5}\(|\bcreate\s{1,20}(?:or\s{1,20}replace\s{1,20})?function\b[^;]{0,300}\bsoname\b|\butl_http\.request\b|\bdbms_scheduler\b/gi,
    'command-database-shell',
    'critical',
  ],
  [
    /\bload_file\s{0,5}\(|\bpg_read_file\s{0,5}\(|\bpg_ls_dir\s{0,5}\(|\bload\s{1,20}data\b[^;]{0,100}\binfile\b/gi,
    'command-database-shell',
    'high',
  ],
  [
    /\bupdate\s{1,20}["'`[]?[\w.$"`[\]]{1,120}["'`\]]?\s{1,20}set\s(?:(?!\bwhere\b)[^;]){1,400}(?:;|$)/gi,
    'command-database-overwrite',
    'high',
  ],
  [
    /\b(?:drop\s{1,20}(?:user|role|view|index|trigger|function|procedure|login)|alter\s{1,20}table\s{1,20}\S{1,100}\s{1,20}drop)\b/gi,
    'command-database-destruction',
    'high',
  ],
  [
    /\bgrant\s{1,20}all\b[^;]{0,200}|\balter\s{1,20}(?:user|role|login)\b[^;]{0,200}\b(?:superuser|identified|password)\b|\bcreate\s{1,20}(?:user|role)\b[^;]{0,200}\bsuperuser\b/gi,
    'command-privilege-grant',
    'high',
  ],
  [
    /\bset\s{1,20}global\s{1,20}(?:general_log|log_bin)\b|\bpurge\s{1,20}(?:binary|master)\s{1,20}logs\b|\bflush\s{1,20}logs\b|\breset\s{1,20}master\b/gi,
    'command-log-tampering',
    'high',
  ],
]

/** SQL that destroys data, or leaves the database. Comments and quoted values are not statements. */
export function judgeSql(sql: string): SqlFinding[] {
  if (
    !/drop|truncate|delete|xp_|sp_oa|program|outfile|dumpfile|sys_|lo_export|soname|utl_http|dbms_|load|pg_|update|alter|grant|create|global|purge|flush|reset/i.test(
      sql,
    )
  )
    return []
  const plain = blank(sql)
  return statements.flatMap(([expression, detector, severity]) =>
    Array.from(plain.matchAll(expression), (match) => ({ detector, severity, start: match.index, end: match.index + match[0].length })),
  )
}

const injections: readonly RegExp[] = [
  /['")]\s{0,5}(?:or|and|\|\||&&)\s{0,5}\(?\s{0,5}['"(]?(\w{1,20})['"]?\s{0,5}(?:=|like|<=>)\s{0,5}['"(]?\1\b/i,
  /['"]\s{0,5}or\s{1,5}(?:true|1)\b\s{0,5}(?:--|#|\/\*|$)/i,
  /\bunion\b(?:\s|\/\*.{0,20}?\*\/){1,10}(?:all(?:\s|\/\*.{0,20}?\*\/){1,10})?select\b/i,
  /['"\d)]\s{0,5};\s{0,5}(?:drop|delete|insert|update|alter|exec(?:ute)?|truncate|shutdown|create|declare|waitfor)\b/i,
  /\b(?:sleep|benchmark|pg_sleep|dbms_pipe\.receive_message)\s{0,3}\(\s{0,5}['"\d]|\bwaitfor\s{1,5}delay\b/i,
  /['"]\s{0,5}(?:--|#)\s{0,5}$/,
  /\b(?:extractvalue|updatexml)\s{0,3}\(\s{0,5}\d|\binformation_schema\.(?:tables|columns)\b|\bfrom\s{1,5}(?:sqlite_master|pg_catalog|all_tables|sysobjects)\b/i,
]

/** True when a value that should be data carries SQL of its own. */
export function isSqlInjection(value: string): boolean {
  if (value.length > 4000 || !/['"#;()]|--|union|select|waitfor/i.test(value)) return false
  return injections.some((injection) => injection.test(value))
}

/** The same text with comments and quoted values made blank, so that offsets stay. */
function blank(sql: string): string {
  return sql.replace(/--[^\n]*|\/\*[^*]*(?:\*(?!\/)[^*]*)*\*\/|'(?:[^'\\]|\\.|'')*'/g, (found) =>
    found.startsWith("'") ? `'${' '.repeat(Math.max(0, found.length - 2))}'` : ' '.repeat(found.length),
  )
}
