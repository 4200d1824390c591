import { hasCrcTail } from '../../text/checksums.ts'
import type { Detector } from '../../types.ts'
import { looksIssued } from './placeholder.ts'
import { token } from './token.ts'

/** GitHub, GitLab, Bitbucket, and the registries of packages and images. */
export const codeHosts: readonly Detector[] = [
  github('github-token', 'ghp_'),
  github('github-oauth-token', 'gho_'),
  github('github-user-token', 'ghu_'),
  github('github-app-token', 'ghs_'),
  github('github-refresh-token', 'ghr_'),
  token({
    name: 'github-fine-grained-token',
    triggers: ['github_pat_'],
    expression: /github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}/,
    longest: 93,
  }),
  gitlab('gitlab-token', 'glpat-'),
  gitlab('gitlab-deploy-token', 'gldt-'),
  gitlab('gitlab-runner-token', 'glrt-'),
  gitlab('gitlab-job-token', 'glcbt-'),
  gitlab('gitlab-trigger-token', 'glptt-'),
  gitlab('gitlab-feed-token', 'glft-'),
  gitlab('gitlab-scim-token', 'glsoat-'),
  gitlab('gitlab-agent-token', 'glagent-'),
  gitlab('gitlab-oauth-secret', 'gloas-'),
  token({ name: 'bitbucket-app-password', triggers: ['ATBB'], expression: /ATBB[A-Za-z0-9]{32,36}/, longest: 40 }),
  token({
    name: 'bitbucket-access-token',
    triggers: ['ATCTT3xFfG', 'BBDC-'],
    expression: /(?:ATCTT3xFfG[\w=-]{100,300}|BBDC-[A-Za-z0-9+/@_-]{40,50})/,
    longest: 310,
    notBefore: '\\w-',
  }),
  token({
    name: 'npm-token',
    triggers: ['npm_'],
    expression: /npm_[A-Za-z0-9]{36}/,
    longest: 40,
    validate: (value) => hasCrcTail(value.slice(4, -6), value.slice(-6)) || looksIssued(value),
  }),
  token({ name: 'pypi-token', triggers: ['pypi-AgE'], expression: /pypi-AgE[\w-]{50,1000}/, longest: 1008, notBefore: '\\w-' }),
  token({ name: 'rubygems-token', triggers: ['rubygems_'], expression: /rubygems_[a-f0-9]{48}/, longest: 57 }),
  token({
    name: 'docker-hub-token',
    triggers: ['dckr_pat_', 'dckr_oat_'],
    expression: /dckr_[po]at_[\w-]{27,32}/,
    longest: 41,
    notBefore: '\\w-',
  }),
  token({
    name: 'cargo-token',
    triggers: ['cio'],
    expression: /cio[A-Za-z0-9]{32}/,
    longest: 35,
    validate: (value) => /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value.slice(3)),
  }),
  token({
    name: 'nuget-key',
    triggers: ['oy2'],
    expression: /oy2[a-z0-9]{43}/,
    longest: 46,
    validate: (value) => /\d[a-z]+\d[a-z]+\d/.test(value.slice(3)),
  }),
  token({ name: 'clojars-token', triggers: ['CLOJARS_'], expression: /CLOJARS_[a-f0-9]{60}/, longest: 68 }),
]

/** The last six characters of GitHub's tokens are a checksum of the thirty before; a test double without it is still taken for a token. */
function github(name: string, prefix: string): Detector {
  return token({
    name,
    triggers: [prefix],
    expression: new RegExp(`${prefix}[A-Za-z0-9]{36,251}`),
    longest: 256,
    validate: (value) => hasCrcTail(value.slice(4, -6), value.slice(-6)) || looksIssued(value.slice(4)),
  })
}

function gitlab(name: string, prefix: string): Detector {
  return token({
    name,
    triggers: [prefix],
    expression: new RegExp(`${prefix}[\\w-]{20,64}(?:\\.[\\w-]{2,9}(?:\\.[\\w-]{7,9})?)?`),
    longest: 96,
    notBefore: '\\w-',
    validate: (value) => looksIssued(value.slice(prefix.length)),
  })
}
