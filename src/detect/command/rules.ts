import { accounts, escalation } from './privilege.ts'
import { build, cloud } from './cloud.ts'
import { connection, openConnection } from './connection.ts'
import { credentialReads, readsSecrets } from './credentials.ts'
import { database } from './database.ts'
import { deletion } from './delete.ts'
import { disks, writesDisk } from './disk.ts'
import { remoteCode, runsDownload } from './download.ts'
import { git } from './git.ts'
import type { Rule, Rules } from './model.ts'
import { persistence, writesPersistence } from './persistence.ts'
import { protection, writesProtection } from './protection.ts'
import { sending, sendsSecrets } from './send.ts'
import { requestsMetadata } from './urls.ts'

const families: readonly Rules[] = [
  deletion,
  disks,
  git,
  cloud,
  build,
  database,
  remoteCode,
  connection,
  sending,
  credentialReads,
  persistence,
  escalation,
  accounts,
  protection,
]

const byName = new Map<string, Rule[]>()
for (const family of families) for (const [name, rule] of Object.entries(family)) byName.set(name, [...(byName.get(name) ?? []), rule])

/** The rules for a program, by its base name. */
export function rulesFor(name: string): readonly Rule[] {
  return byName.get(name) ?? byName.get(name.replace(/[\d.]+$/, '')) ?? (name.startsWith('mkfs') ? (byName.get('mkfs') ?? []) : [])
}

/** Rules for every program: what it writes, reads, fetches and sends, whatever its name. */
export const everyCommand: readonly Rule[] = [
  writesDisk,
  runsDownload,
  openConnection,
  sendsSecrets,
  readsSecrets,
  writesPersistence,
  writesProtection,
  requestsMetadata,
]
