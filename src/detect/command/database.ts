import { hasFlag, operands, optionValues, type Report, type Rule, type Rules } from './model.ts'
import { judgeSql } from './sql.ts'

const destruction = 'command-database-destruction'

/** Database clients: what they are told to run. */
export const database: Rules = {
  psql: client('-c', '--command'),
  pgcli: client('-c'),
  mysql: client('-e', '--execute'),
  mariadb: client('-e', '--execute'),
  mycli: client('-e', '--execute'),
  sqlcmd: client('-Q', '-q'),
  osql: client('-Q', '-q'),
  sqlite3: client('-cmd'),
  sqlite: client(),
  duckdb: client('-c'),
  'clickhouse-client': client('-q', '--query'),
  cqlsh: client('-e', '--execute'),
  cockroach: client('-e', '--execute'),
  sqlplus: client(),
  snowsql: client('-q'),
  bq: client(),
  impala: client('-q'),
  hive: client('-e'),
  beeline: client('-e'),
  usql: client('-c'),
  isql: client(),
  dropdb: (command, report) => {
    if (operands(command, ['-h', '-p', '-U']).length > 0) report(destruction, 'critical')
  },
  dropuser: (_, report) => report(destruction, 'high'),
  mysqladmin: ({ words }, report) => {
    if (words.includes('drop')) report(destruction, 'critical')
    else if (words.includes('shutdown')) report(destruction, 'high')
  },
  pg_dropcluster: (_, report) => report(destruction, 'critical'),
  pg_resetwal: (_, report) => report(destruction, 'critical'),
  pg_restore: (command, report) => {
    if (hasFlag(command, 'c', 'clean')) report(destruction, 'high')
  },
  mongo: mongo,
  mongosh: mongo,
  mongorestore: (command, report) => {
    if (hasFlag(command, '', 'drop')) report(destruction, 'high')
  },
  'redis-cli': (command, report) => {
    const line = [...command.words, command.input.text ?? ''].join(' ')
    if (/\bflush(?:all|db)\b/i.test(line)) report(destruction, 'critical')
    else if (
      /\bconfig set (?:dir|dbfilename|requirepass)\b|\bshutdown\b|\bdebug (?:segfault|sleep)\b|\b(?:slaveof|replicaof|module load)\b/i.test(
        line,
      )
    )
      report('command-database-shell', 'high')
    else if (command.wrappers.includes('xargs') && /\bdel\b/i.test(line)) report(destruction, 'high')
  },
  'valkey-cli': (command, report) => {
    if (/\bflush(?:all|db)\b/i.test(command.words.join(' '))) report(destruction, 'critical')
  },
  influx: ({ words }, report) => {
    if (/\b(?:bucket delete|drop database|delete\b.*--predicate)\b/i.test(words.join(' '))) report(destruction, 'critical')
  },
  curl: (command, report) => {
    const methods = optionValues(command, '-X', '--request').map((method) => method.toUpperCase())
    const clustered = command.words.some(
      (word, index) => /^-[a-zA-Z]+X$/.test(word) && command.words[index + 1]?.toUpperCase() === 'DELETE',
    )
    if (!methods.includes('DELETE') && !clustered) return
    const url = command.words.find((word) => /^(?:https?:\/\/)?[\w.-]+:?\d*\//.test(word)) ?? ''
    if (/:9200\/(?:_all|\*|[\w*-]+)\/?(?:\?|$)/.test(url)) report(destruction, 'critical')
    else if (/api\.github\.com\/repos\/[^/]+\/[^/?]+\/?$|gitlab\.[^/]+\/api\/v4\/projects\/[^/]+\/?$/.test(url))
      report('command-repository-delete', 'critical')
    else report('command-remote-delete', /localhost|127\.0\.0\.1/.test(url) ? 'low' : 'medium')
  },
  artisan: (command, report) => migrations(command.words.join(' '), report),
  php: (command, report) => migrations(command.words.join(' '), report),
  rails: (command, report) => migrations(command.words.join(' '), report),
  rake: (command, report) => migrations(command.words.join(' '), report),
  prisma: (command, report) => migrations(`prisma ${command.words.join(' ')}`, report),
  npx: (command, report) => migrations(command.words.join(' '), report),
  'manage.py': (command, report) => migrations(command.words.join(' '), report),
  python: (command, report) => migrations(command.words.join(' '), report),
  sequelize: (command, report) => migrations(command.words.join(' '), report),
  typeorm: (command, report) => migrations(command.words.join(' '), report),
  drush: (command, report) => migrations(command.words.join(' '), report),
  wp: (command, report) => migrations(`wp ${command.words.join(' ')}`, report),
}

function migrations(line: string, report: Report) {
  if (/\bdb:drop\b|\bmigrate:fresh\b|\bdb:wipe\b|\bsql[:-]drop\b|\bwp (?:db (?:drop|reset)|site empty)\b|\bschema:drop\b/.test(line))
    report(destruction, /production|--force|DISABLE_DATABASE_ENVIRONMENT_CHECK/.test(line) ? 'critical' : 'high')
  else if (
    /\bprisma migrate reset\b|\bprisma db push\b.*--(?:force-reset|accept-data-loss)|\bmanage\.py flush\b|\bdb:reset\b|\bmigrate:reset\b/.test(
      line,
    )
  )
    report(destruction, 'high')
}

function client(...options: readonly string[]): Rule {
  return (command, report) => {
    const texts = [
      ...optionValues(command, ...options),
      ...command.words.filter((word) => /\s/.test(word)),
      ...(command.input.text === undefined ? [] : [command.input.text]),
    ]
    for (const text of new Set(texts)) for (const { detector, severity } of judgeSql(text)) report(detector, severity)
  }
}

function mongo(...[command, report]: Parameters<Rule>) {
  const line = [...command.words, command.input.text ?? ''].join(' ')
  if (/\bdropDatabase\s?\(|\.drop\s?\(\s?\)|\b(?:deleteMany|remove)\s?\(\s?\{\s?\}|dropUser|dropAllUsers/.test(line))
    report(destruction, 'critical')
}
