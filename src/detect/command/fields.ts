/** What a tool does, as far as its name tells. */
export interface ToolKind {
  shell: boolean
  code: boolean
  sql: boolean
  writes: boolean
  deletes: boolean
}

/** What a field of a tool's arguments holds. `prose` is never judged; `content` is what a tool writes. */
export type FieldKind = 'command' | 'code' | 'sql' | 'url' | 'path' | 'content' | 'prose' | 'other'

/** Reads a tool's kind from the words of its name. */
export function kindOfTool(name: string): ToolKind {
  const words = new Set(wordsOf(name))
  const any = (...wanted: string[]) => wanted.some((word) => words.has(word))
  return {
    shell: any(
      'bash',
      'sh',
      'shell',
      'zsh',
      'terminal',
      'exec',
      'execute',
      'command',
      'commands',
      'cmd',
      'powershell',
      'pwsh',
      'console',
      'subprocess',
      'process',
      'ssh',
      'run',
      'system',
      'cli',
      'computer',
    ),
    code: any(
      'python',
      'code',
      'interpreter',
      'jupyter',
      'notebook',
      'ipython',
      'node',
      'javascript',
      'js',
      'repl',
      'ruby',
      'eval',
      'script',
    ),
    sql: any(
      'sql',
      'postgres',
      'postgresql',
      'mysql',
      'sqlite',
      'mariadb',
      'bigquery',
      'snowflake',
      'clickhouse',
      'database',
      'db',
      'mssql',
      'redshift',
      'duckdb',
      'supabase',
    ),
    writes: any('write', 'edit', 'create', 'save', 'append', 'patch', 'replace', 'update', 'insert', 'put', 'editor'),
    deletes: any('delete', 'remove', 'rm', 'unlink', 'rmdir', 'erase', 'purge', 'wipe', 'rmtree', 'trash'),
  }
}

const kinds: readonly [FieldKind, RegExp][] = [
  [
    'prose',
    /^(?:description|explanation|reason|thought|thoughts|rationale|title|summary|label|note|notes|purpose|justification|name|old_?string|old_?str|old_?text|search|pattern|regex|glob|id|language|lang|type|mode|timeout)$/,
  ],
  [
    'command',
    /^(?:command|commands|cmd|cmds|cmdline|command_?line|shell_?command|bash|shell|shell_?script|powershell|terminal|exec|run|script|argv|executable|commandstring|raw_?command|entrypoint|pre_?install|post_?install)$/,
  ],
  ['code', /^(?:code|source|source_?code|python|python_?code|javascript|js|snippet|expression|program|cell|cell_?source)$/],
  ['sql', /^(?:sql|query|queries|statement|statements|sql_?query|raw_?sql)$/],
  [
    'url',
    /^(?:url|uri|urls|href|link|endpoint|webhook|webhook_?url|base_?url|target_?url|image_?url|callback|callback_?url|host|address|src)$/,
  ],
  [
    'path',
    /^(?:path|paths|file|files|file_?name|file_?path|file_?paths|filepath|filename|dir|directory|folder|target_?file|target|destination|dest|dst|source_?path|root|location|working_?directory|cwd|absolute_?path|relative_?path|notebook_?path|from|to|output|output_?file|input_?file|workdir)$/,
  ],
  [
    'content',
    /^(?:content|contents|text|body|new_?string|new_?str|new_?text|file_?text|data|message|messages|patch|diff|prompt|markdown|html|value|comment|replacement|insert_?text|code_?edit|new_?source|subject|instructions|answer|response|task|question|objective|context)$/,
  ],
]

/** Reads a field's kind from its key, and from the tool where the key alone says too little. */
export function kindOfField(key: string, tool: ToolKind): FieldKind {
  const plain = key
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll('-', '_')
  const kind = kinds.find(([, keys]) => keys.test(plain))?.[0] ?? 'other'
  if (kind === 'code' && tool.shell && !tool.code) return 'command'
  if (kind === 'command' && tool.code && !tool.shell && plain !== 'command' && plain !== 'cmd') return 'code'
  const free = kind === 'other' && /^(?:|input|args|arguments|params|stdin|keys|line|lines|instruction)$/.test(plain)
  if (free || (kind === 'content' && /^(?:text|data|value|content)$/.test(plain) && !tool.writes)) {
    if (tool.shell && (free || !tool.writes)) return tool.code && !tool.shell ? 'code' : 'command'
    if (free && tool.code) return 'code'
    if (free && tool.sql) return 'sql'
  }
  if (kind === 'sql' && tool.shell && !tool.sql) return plain === 'query' ? 'other' : 'sql'
  return kind
}

function wordsOf(name: string): string[] {
  return name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
}
