import type { CAC } from 'cac'

/**
 * An option's value as it was typed, the last one given. The parser makes numbers of what looks like one, and a token of digits is not a number.
 * `undefined` when the option is absent or has no value.
 */
export function rawOption({ rawArgs }: Pick<CAC, 'rawArgs'>, name: string): string | undefined {
  const end = rawArgs.indexOf('--')
  const own = end === -1 ? rawArgs : rawArgs.slice(0, end)
  const values = own.map((argument, index) => {
    if (argument.startsWith(`--${name}=`)) return argument.slice(name.length + 3)
    const next = own[index + 1]
    return argument === `--${name}` && next !== undefined && !next.startsWith('--') ? next : undefined
  })
  return values.findLast((value) => value !== undefined && value !== '')
}
