import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'

export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
}

const hex = '0123456789abcdef'
const digits = '0123456789'
const lower = 'abcdefghijklmnopqrstuvwxyz'
const upper = lower.toUpperCase()
const alnum = upper + lower + digits
const word = alnum + '_-'
const base64 = alnum + '+/'
const base32 = upper + '234567'
const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

export async function secretSamples(random) {
  const pick = (list) => list[Math.floor(random() * list.length)]
  const run = (alphabet, length) => Array.from({ length }, () => pick(alphabet)).join('')
  /** Characters of which the first is a letter and one is a digit, as random text nearly always has. */
  const mixed = (alphabet, length) => `${pick(lower)}${pick(digits)}${pick(upper)}${run(alphabet, length - 5)}${pick(digits)}${pick(lower)}`
  const tail = (alphabet, length) => run(alphabet, length - 1) + pick(alnum)
  const uuid = () => `${run(hex, 8)}-${run(hex, 4)}-4${run(hex, 3)}-a${run(hex, 3)}-${run(hex, 12)}`
  const url64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
  const lines = (text) => text.match(/.{1,64}/g).join('\n')
  const samples = []
  const add = (kind, secret, text = secret) => samples.push({ kind, text, secret })
  const pem = (label, length = 1100) => `-----${'BEGIN'} ${label}-----\n${lines(mixed(base64, length))}\n-----END ${label}-----`

  add('aws-access-key', `${pick(['AK', 'AS'])}IA${run(base32, 16)}`)
  const awsSecret = mixed(base64, 40)
  add(
    'aws-secret-key',
    awsSecret,
    `${pick(['aws_secret_access_key = ', 'AWS_SECRET_ACCESS_KEY=', '"SecretAccessKey": "', 'secretAccessKey: '])}${awsSecret}`,
  )
  const paired = mixed(base64, 40)
  add('aws-key-pair', paired, `AK${'IA'}${run(base32, 16)} / ${paired}`)
  add('aws-session-token', `IQoJb3${'JpZ2lu'}${tail(base64, 300)}`)
  add('aws-bedrock-key', `AB${'SK'}${tail(base64, 128)}`)
  add('google-api-key', `AI${'za'}${tail(word, 35)}`)
  add('google-oauth-token', `ya${'29.'}${tail(word, 80)}`)
  add('google-oauth-secret', `GOC${'SPX-'}${tail(word, 28)}`)
  add('google-refresh-token', `1/${'/0'}${tail(word, 60)}`)
  const keyId = run(hex, 40)
  add('google-service-account-key', keyId, `{"type": "service_account", "private_key_id": "${keyId}"}`)
  const account = `${mixed(base64, 86)}==`
  add(
    'azure-account-key',
    account,
    `DefaultEndpointsProtocol=https;AccountName=store;Account${'Key'}=${account};EndpointSuffix=core.windows.net`,
  )
  const shared = `${mixed(base64, 43)}=`
  add(
    'azure-shared-access-key',
    shared,
    `Endpoint=sb://bus.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccess${'Key'}=${shared}`,
  )
  const signature = `${mixed(alnum, 43)}%3D`
  add('azure-sas-signature', signature, `https://store.blob.core.windows.net/c/b?sv=2022-11-02&sr=b&sig=${signature}`)
  const adSecret = `${pick(digits)}Q~${tail(alnum + '_.~-', 34)}`
  add('azure-ad-secret', adSecret, `${run(alnum, 3)}${adSecret}`)
  add('azure-devops-token', mixed(alnum, 70) + `AZ${'DO'}${run(alnum, 4)}`)
  samples.at(-1).text = `b4${run(alnum, 4)}${samples.at(-1).secret}`
  for (const [kind, prefix] of [
    ['github-token', 'ghp'],
    ['github-oauth-token', 'gho'],
    ['github-user-token', 'ghu'],
    ['github-app-token', 'ghs'],
    ['github-refresh-token', 'ghr'],
  ])
    add(kind, `${prefix}_${mixed(alnum, 36)}`)
  add('github-fine-grained-token', `github${'_pat_'}${run(alnum, 22)}_${run(alnum, 59)}`)
  for (const [kind, prefix] of [
    ['gitlab-token', 'glpat'],
    ['gitlab-deploy-token', 'gldt'],
    ['gitlab-runner-token', 'glrt'],
    ['gitlab-job-token', 'glcbt'],
    ['gitlab-trigger-token', 'glptt'],
    ['gitlab-feed-token', 'glft'],
    ['gitlab-agent-token', 'glagent'],
    ['gitlab-oauth-secret', 'gloas'],
  ])
    add(kind, `${prefix}-${tail(word, 20)}`)
  add('bitbucket-app-password', `AT${'BB'}${mixed(alnum, 32)}`)
  add('npm-token', `np${'m_'}${run(alnum, 36)}`)
  add('pypi-token', `pypi-${'AgEI'}cHlwaS5vcmc${tail(word, 100)}`)
  add('rubygems-token', `ruby${'gems_'}${run(hex, 48)}`)
  add('docker-hub-token', `dckr${'_pat_'}${tail(word, 27)}`)
  add('digitalocean-token', `do${'p_v1_'}${run(hex, 64)}`)
  add('heroku-key', `HR${'KU-'}${uuid()}`)
  add('vercel-token', `vc${'p_'}${run(alnum, 56)}`)
  add('netlify-token', `nf${'p_'}${run(alnum, 36)}`)
  add('cloudflare-origin-key', `v1${'.0-'}${run(hex, 24)}-${run(hex, 146)}`)
  add('databricks-token', `da${'pi'}${run(hex, 32)}`)
  add('vault-token', `hv${'s.'}${tail(word, 90)}`)
  const terraform = tail(word, 67)
  add('terraform-token', terraform, `${run(alnum, 14)}.atlas${'v1.'}${terraform}`)
  add('fly-token', `fo${'1_'}${tail(word, 43)}`)
  add('render-key', `rn${'d_'}${run(alnum, 32)}`)
  add('supabase-key', `sb${'p_'}${run(hex, 40)}`)
  add('planetscale-token', `pscale${'_tkn_'}${tail(word, 43)}`)
  add('doppler-token', `dp.${'pt.'}${run(alnum, 43)}`)
  add('pulumi-token', `pu${'l-'}${run(hex, 40)}`)
  add('sonarqube-token', `sq${'p_'}${run(hex, 40)}`)
  add('circleci-token', `CCI${'PAT_'}${run(alnum, 22)}_${run(hex, 40)}`)
  add('tailscale-key', `ts${'key-auth-'}${run(alnum, 12)}CNTRL-${run(alnum, 32)}`)
  add('dynatrace-token', `dt0${'c01.'}${run(upper + digits, 24)}.${run(upper + digits, 64)}`)
  add('stripe-key', `sk${'_live_'}${mixed(alnum, 24)}`)
  add('stripe-restricted-key', `rk${'_live_'}${mixed(alnum, 24)}`)
  add('webhook-secret', `wh${'sec_'}${mixed(alnum, 32)}`)
  add('twilio-key', `S${'K'}${run(hex, 32)}`)
  add('sendgrid-key', `S${'G.'}${tail(word, 22)}.${tail(word, 43)}`)
  add('mailgun-key', `ke${'y-'}${run(hex, 32)}`)
  const mailchimp = `${run(hex, 28)}-us${pick('123456789')}`
  add('mailchimp-key', mailchimp, run(hex, 4) + mailchimp)
  add('brevo-key', `xkey${'sib-'}${run(hex, 64)}-${run(alnum, 16)}`)
  add('shopify-token', `shp${'at_'}${run(hex, 32)}`)
  add('square-token', `sq0${'atp-'}${tail(word, 22)}`)
  add('paypal-token', `access${'_token$production$'}${run(lower + digits, 16)}$${run(hex, 32)}`)
  add('plaid-token', `access-${'production-'}${uuid()}`)
  add('newrelic-key', `NR${'AK-'}${run(upper + digits, 27)}`)
  const license = `${run(hex, 32)}NR${'AL'}`
  add('newrelic-license-key', license, run(hex, 4) + license)
  add('sentry-token', `sntry${'u_'}${run(hex, 64)}`)
  add('sentry-dsn', `https://${run(hex, 32)}@o${run(digits, 6)}.ingest.sentry.io/${run('123456789', 7)}`)
  add('grafana-token', `gl${'sa_'}${run(alnum, 32)}_${run(hex, 8)}`)
  add('atlassian-token', `ATA${'TT3'}${tail(word, 180)}=${run(hex.toUpperCase(), 8)}`)
  add('linear-key', `lin${'_api_'}${run(alnum, 40)}`)
  add('notion-token', `nt${'n_'}${run(alnum, 46)}`)
  add('figma-token', `fi${'gd_'}${tail(word, 40)}`)
  add('airtable-token', `pa${'t'}${run(alnum, 14)}.${run(hex, 64)}`)
  add('postman-key', `PM${'AK-'}${run(hex, 24)}-${run(hex, 34)}`)
  add('hubspot-token', `pat-${'na1-'}${uuid()}`)
  const telegram = `AA${tail(word, 33)}`
  add('telegram-token', telegram, `${run('123456789', 9)}:${telegram}`)
  add('slack-bot-token', `xo${'xb-'}${run(digits, 12)}-${run(digits, 13)}-${run(alnum, 24)}`)
  add('slack-user-token', `xo${'xp-'}${run(digits, 12)}-${run(digits, 12)}-${run(digits, 13)}-${run(hex, 32)}`)
  add('slack-app-token', `xa${'pp-1-'}A${run(upper + digits, 10)}-${run(digits, 13)}-${run(hex, 64)}`)
  add('slack-webhook', `https://hooks.${'slack'}.com/services/T${run(upper + digits, 10)}/B${run(upper + digits, 10)}/${run(alnum, 24)}`)
  add('discord-token', `${pick('MNO')}${run(alnum, 23)}.${tail(word, 6)}.${tail(word, 38)}`)
  add('discord-webhook', `https://discord.com/api/${'webhooks'}/${run('123456789', 18)}/${tail(word, 68)}`)
  add('openai-project-key', `sk-${'proj-'}${mixed(word, 124)}`)
  add('openai-service-key', `sk-${'svcacct-'}${mixed(word, 100)}`)
  add('openai-admin-key', `sk-${'admin-'}${mixed(word, 100)}`)
  add('openai-key', `s${'k-'}${mixed(alnum, 48)}`)
  add('anthropic-key', `sk-${'ant-'}${pick(['api03', 'oat01', 'admin01'])}-${tail(word, 93)}AA`)
  add('openrouter-key', `sk-${'or-v1-'}${run(hex, 64)}`)
  add('huggingface-token', `h${'f_'}${run(upper + lower, 34)}`)
  add('groq-key', `gs${'k_'}${run(alnum, 52)}`)
  add('xai-key', `xa${'i-'}${run(alnum, 80)}`)
  add('replicate-token', `r8${'_'}${run(alnum, 37)}`)
  add('perplexity-key', `pp${'lx-'}${run(alnum, 48)}`)
  add('nvidia-key', `nv${'api-'}${tail(word, 64)}`)
  add('langsmith-key', `ls${'v2_pt_'}${run(hex, 32)}_${run(hex, 10)}`)
  add('elevenlabs-key', `s${'k_'}${run(hex, 48)}`)
  const cohere = mixed(alnum, 40)
  add('cohere-key', cohere, `COHERE_API_KEY=${cohere}`)
  const mistral = mixed(alnum, 32)
  add('mistral-key', mistral, `MISTRAL_API_KEY="${mistral}"`)
  add(
    'jwt',
    `${url64({ alg: 'HS256', typ: 'JWT' })}.${url64({ sub: run(digits, 10), name: run(lower, 8), iat: 1700000000 })}.${tail(word, 43)}`,
  )
  add(
    'kubernetes-token',
    `${url64({ alg: 'RS256', kid: run(alnum, 20) })}.${url64({ iss: 'kubernetes/serviceaccount', sub: 'system:serviceaccount:a:b' })}.${tail(word, 342)}`,
  )
  add('pem-private-key', pem(pick(['RSA PRIVATE KEY', 'EC PRIVATE KEY', 'PRIVATE KEY', 'ENCRYPTED PRIVATE KEY'])))
  add('openssh-private-key', pem('OPENSSH PRIVATE KEY', 500))
  add('pgp-private-key', pem('PGP PRIVATE KEY BLOCK').replace('-----\n', '-----\nVersion: GnuPG v2\n\n'))
  add('pem-in-base64', Buffer.from(pem('RSA PRIVATE KEY')).toString('base64'))
  add('age-secret-key', `AGE-SECRET-${'KEY-1'}${run('QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L', 58)}`)
  add('bcrypt-hash', `$2b$12$${tail('./' + alnum, 53)}`)
  add('argon2-hash', `$argon2id$v=19$m=65536,t=3,p=4$${run(alnum, 22)}$${run(alnum, 43)}`)
  add('crypt-hash', `$6$${run(alnum, 16)}$${tail('./' + alnum, 86)}`)
  add('pbkdf2-hash', `pbkdf2_sha256$600000$${run(alnum, 22)}$${run(alnum, 43)}=`)
  const password = `${pick(upper)}${run(lower, 4)}${run(digits, 3)}${pick('!@#%')}${run(lower, 3)}`.replace('@', '!')
  add(
    'database-url-password',
    password,
    `${pick(['postgres', 'postgresql', 'mysql', 'mongodb+srv', 'redis', 'amqps'])}://app:${password}@db.internal:5432/main`,
  )
  add('basic-auth-url', password, `https://deploy:${password}@git.internal/team/app.git`)
  const bearer = mixed(alnum, 40)
  add(
    'authorization-header',
    bearer,
    `${pick(['Authorization: Bearer ', '"Authorization": "Bearer ', "-H 'Authorization: token "])}${bearer}`,
  )
  add('bearer-token', bearer, `use bearer ${bearer} for that`)
  const basic = Buffer.from(`user:${password}`).toString('base64')
  add('basic-credentials', basic, `Proxy: Basic ${basic}`)
  const cookie = `session=${mixed(alnum, 32)}`
  add('cookie-header', cookie, `Cookie: ${cookie}`)
  add(
    'password-assignment',
    password,
    `${pick(['DB_PASSWORD=', '"password": "', 'password: ', "passwd = '", 'the password is '])}${password}`,
  )
  const key = mixed(alnum, 32)
  add('api-key-assignment', key, `${pick(['API_KEY=', '"api_key": "', 'apiKey: "', 'x-api-key: ', 'https://a.dev/v1?api_key='])}${key}`)
  const secret = mixed(alnum, 40)
  add(
    'secret-assignment',
    secret,
    `${pick(['CLIENT_SECRET=', '"client_secret": "', 'accessToken: "', 'auth_token: ', 'SECRET_KEY_BASE='])}${secret}`,
  )
  add('wif-key', base58check(Buffer.concat([Buffer.from([0x80]), bytes(random, 32), Buffer.from([1])])))
  add('extended-private-key', base58check(Buffer.concat([Buffer.from('0488ade4', 'hex'), bytes(random, 74)])))
  const wallet = `0x${run(hex, 64)}`
  add('ethereum-private-key', wallet, `private_key: ${wallet}`)
  add('seed-phrase', await seedPhrase(random))
  return samples
}

export function lookAlikes(random) {
  const run = (alphabet, length) => Array.from({ length }, () => alphabet[Math.floor(random() * alphabet.length)]).join('')
  return [
    `commit ${run(hex, 40)}`,
    `id ${run(hex, 8)}-${run(hex, 4)}-4${run(hex, 3)}-a${run(hex, 3)}-${run(hex, 12)}`,
    `"integrity": "sha512-${run(base64, 86)}=="`,
    `sha256:${run(hex, 64)}`,
    `![](data:image/png;base64,iVBORw0KGgo${run(base64, 400)}=)`,
    'OPENAI_API_KEY=${OPENAI_API_KEY}',
    'api_key = os.environ["OPENAI_API_KEY"]',
    'const apiKey = process.env.OPENAI_API_KEY',
    'password = getPassword(user)',
    'password: string',
    '"password": "changeme"',
    'api_key: your-api-key-here',
    'sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'AKIAIOSFODNN7EXAMPLE',
    'Authorization: Bearer ${token}',
    'Authorization: Bearer <your-token>',
    'the token is invalid',
    'max_tokens: 4096, nextPageToken: "CAUQAA"',
    'secretName: my-app-tls-2024',
    'git@github.com:owner/repository.git',
    'postgres://user:password@localhost:5432/db',
    'https://example.com:8080/path@1.2.3',
    '"@types/node": "^20.11.5"',
    'task-list sk-learn risk-free ghp_ npm_config_registry',
    'eyJhbGciOiJIUzI1NiJ9 is only a header',
    '-----BEGIN CERTIFICATE-----\nMIIB' + run(base64, 60) + '\n-----END CERTIFICATE-----',
    'ssh-rsa AAAAB3NzaC1yc2E' + run(base64, 200) + ' me@host',
    'a line that begins -----BEGIN PRIVATE KEY----- is the header of a key',
    'this time you will need more than that one when they come back to their own open house',
    'token: csrfToken, passwordField: userPassword, secretKey: keyFromVault',
    `epoch ${run('123456789', 13)} order ${run('123456789', 12)} build ${run('123456789', 8)}.${run(hex, 7)}`,
    'rgb(12, 34, 56) #a1b2c3 #deadbeef v1.2.3-beta.4+build.5',
  ]
}

function bytes(random, length) {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)))
}

function base58check(payload) {
  const sha = (data) => createHash('sha256').update(data).digest()
  const data = Buffer.concat([payload, sha(sha(payload)).subarray(0, 4)])
  let number = BigInt(`0x${data.toString('hex')}`)
  let text = ''
  for (; number > 0n; number /= 58n) text = base58[Number(number % 58n)] + text
  return text
}

async function seedPhrase(random) {
  const source = await readFile(new URL('../src/detect/secrets/seed-words.ts', import.meta.url), 'utf8')
  const words = source
    .slice(source.indexOf('`') + 1, source.lastIndexOf('`'))
    .trim()
    .split(/\s+/)
  for (;;) {
    const entropy = bytes(random, 16)
    const sum = createHash('sha256').update(entropy).digest()[0].toString(2).padStart(8, '0').slice(0, 4)
    const bits = [...entropy].map((byte) => byte.toString(2).padStart(8, '0')).join('') + sum
    const phrase = bits.match(/.{11}/g).map((part) => words[Number.parseInt(part, 2)])
    // The first word may be one that prose is full of, which is then left out of a match: samples begin with another.
    if (/^(?!general)[gjkv].{6}/.test(phrase[0])) return phrase.join(' ')
  }
}
