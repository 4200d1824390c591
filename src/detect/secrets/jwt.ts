import type { Detector } from '../../types.ts'
import { token } from './token.ts'

/** JSON Web Tokens, signed or encrypted, and the service-account tokens of Kubernetes among them. */
export const jwt: readonly Detector[] = [
  token({
    name: 'jwt',
    triggers: ['eyJ'],
    expression: shape(),
    longest: 14_000,
    notBefore: '\\w-',
    validate: (value) => hasHeader(value) && !isKubernetes(value),
  }),
  token({
    name: 'kubernetes-token',
    triggers: ['eyJ'],
    expression: shape(),
    longest: 14_000,
    notBefore: '\\w-',
    validate: (value) => hasHeader(value) && isKubernetes(value),
  }),
]

function shape(): RegExp {
  return /eyJ[\w-]{8,4000}\.[\w-]{0,8000}\.[\w-]{10,1400}(?:\.[\w-]{10,8000}\.[\w-]{10,400})?/
}

function hasHeader(value: string): boolean {
  const header = part(value, 0)
  return header.startsWith('{') && /"(?:alg|typ|kid|enc)"/.test(header)
}

function isKubernetes(value: string): boolean {
  return part(value, 1).includes('kubernetes')
}

function part(value: string, index: number): string {
  try {
    return atob((value.split('.')[index] ?? '').replaceAll('-', '+').replaceAll('_', '/'))
  } catch {
    return ''
  }
}
