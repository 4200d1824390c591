import type { Detector } from '../../types.ts'
import { token } from './token.ts'

/** Hosting, infrastructure and developer platforms. */
export const platforms: readonly Detector[] = [
  token({ name: 'digitalocean-token', triggers: ['dop_v1_', 'doo_v1_', 'dor_v1_'], expression: /do[por]_v1_[a-f0-9]{64}/, longest: 71 }),
  token({ name: 'heroku-key', triggers: ['HRKU-'], expression: /HRKU-[\w-]{36,70}/, longest: 75, notBefore: '\\w-' }),
  token({
    name: 'vercel-token',
    triggers: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_', 'vercel_blob_rw_'],
    expression: /(?:vc[piark]_[A-Za-z0-9]{24,64}|vercel_blob_rw_[A-Za-z0-9]{16,24}_[A-Za-z0-9]{24,40})/,
    longest: 80,
  }),
  token({
    name: 'netlify-token',
    triggers: ['nfp_', 'nfc_', 'nfo_', 'nfu_', 'nfb_'],
    expression: /nf[pcoub]_[A-Za-z0-9_]{36,48}/,
    longest: 52,
    notBefore: '\\w',
  }),
  token({ name: 'cloudflare-origin-key', triggers: ['v1.0-'], expression: /v1\.0-[a-f0-9]{24}-[a-f0-9]{146}/, longest: 176 }),
  token({
    name: 'cloudflare-token',
    triggers: ['cfut_', 'cfat_', 'cfk_'],
    expression: /cf(?:ut|at|k)_[\w-]{36,60}/,
    longest: 66,
    notBefore: '\\w-',
  }),
  token({ name: 'databricks-token', triggers: ['dapi'], expression: /dapi[a-f0-9]{32}(?:-\d{1,2})?/, longest: 39 }),
  token({ name: 'vault-token', triggers: ['hvs.', 'hvb.', 'hvr.'], expression: /hv[sbr]\.[\w-]{24,300}/, longest: 304, notBefore: '\\w-' }),
  token({
    name: 'terraform-token',
    triggers: ['.atlasv1.'],
    anchored: false,
    expression: /[A-Za-z0-9]{14}\.atlasv1\.(?<value>[\w-]{60,70})/,
    longest: 96,
    notBefore: '\\w-',
  }),
  token({
    name: 'fly-token',
    triggers: ['FlyV1 ', 'fo1_', 'fm1r_', 'fm2_'],
    expression: /(?:fo1_[\w-]{43}|(?:FlyV1 )?fm(?:1r|2)_[A-Za-z0-9+/=_,-]{60,1500})/,
    longest: 1512,
    notBefore: '\\w-',
  }),
  token({ name: 'render-key', triggers: ['rnd_'], expression: /rnd_[A-Za-z0-9]{28,36}/, longest: 40 }),
  token({
    name: 'supabase-key',
    triggers: ['sbp_', 'sb_secret_'],
    expression: /(?:sbp_(?:v0_)?[a-f0-9]{40}|sb_secret_[\w-]{31,43})/,
    longest: 56,
    notBefore: '\\w-',
  }),
  token({
    name: 'planetscale-token',
    triggers: ['pscale_'],
    expression: /pscale_(?:tkn|pw|oauth)_[\w.=-]{32,64}/,
    longest: 80,
    notBefore: '\\w-',
  }),
  token({ name: 'neon-key', triggers: ['napi_'], expression: /napi_[a-z0-9]{48,72}/, longest: 80 }),
  token({
    name: 'doppler-token',
    triggers: ['dp.'],
    expression: /dp\.(?:pt|st|ct|sa|scim|audit)\.(?:[a-z0-9_-]{2,35}\.)?[A-Za-z0-9]{40,44}/,
    longest: 96,
  }),
  token({ name: 'pulumi-token', triggers: ['pul-'], expression: /pul-[a-f0-9]{40}/, longest: 44 }),
  token({ name: 'alibaba-access-key', triggers: ['LTAI'], expression: /LTAI[A-Za-z0-9]{16,24}/, longest: 28, validate: hasDigitAndLower }),
  token({ name: 'tencent-secret-id', triggers: ['AKID'], expression: /AKID[A-Za-z0-9]{32}/, longest: 36, validate: hasDigitAndLower }),
  token({ name: '1password-token', triggers: ['ops_eyJ'], expression: /ops_eyJ[\w+/=-]{200,2000}/, longest: 2008, notBefore: '\\w-' }),
  token({
    name: 'artifactory-token',
    triggers: ['AKCp', 'cmVmdGtuOj'],
    expression: /(?:AKCp[A-Za-z0-9]{69}|cmVmdGtuOj[A-Za-z0-9]{54})/,
    longest: 80,
  }),
  token({ name: 'sonarqube-token', triggers: ['sqp_', 'squ_', 'sqa_'], expression: /sq[pua]_[a-f0-9]{40}/, longest: 44 }),
  token({ name: 'buildkite-token', triggers: ['bkua_'], expression: /bkua_[a-z0-9]{40}/, longest: 45 }),
  token({
    name: 'circleci-token',
    triggers: ['CCIPAT_', 'CCIPRJ_'],
    expression: /CCIP(?:AT|RJ)_[A-Za-z0-9]{22}_[a-f0-9]{40}/,
    longest: 72,
  }),
  token({
    name: 'tailscale-key',
    triggers: ['tskey-'],
    expression: /tskey-(?:auth|api|client|scim|webhook)-[A-Za-z0-9]{10,20}-[A-Za-z0-9]{24,40}/,
    longest: 76,
  }),
  token({ name: 'prefect-key', triggers: ['pnu_', 'pnb_'], expression: /pn[ub]_[a-z0-9A-Z]{36}/, longest: 40 }),
  token({
    name: 'dynatrace-token',
    triggers: ['dt0c01.', 'dt0s16.', 'dt0s01.'],
    expression: /dt0[cs]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}/,
    longest: 97,
  }),
  token({ name: 'infracost-key', triggers: ['ico-'], expression: /ico-[A-Za-z0-9]{32}/, longest: 36 }),
  token({ name: 'scalingo-token', triggers: ['tk-us-'], expression: /tk-us-[\w-]{48}/, longest: 54, notBefore: '\\w-' }),
  token({ name: 'openshift-token', triggers: ['sha256~'], expression: /sha256~[\w-]{43}/, longest: 50, notBefore: '\\w-' }),
  token({
    name: 'launchdarkly-key',
    triggers: ['sdk-', 'api-'],
    expression: /(?:sdk|api)-[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}/,
    longest: 40,
  }),
  token({
    name: 'yandex-token',
    triggers: ['AQVN', 't1.'],
    expression: /(?:AQVN[\w-]{35,40}|t1\.[\w-]{1,300}={0,2}\.[\w-]{86}={0,2})/,
    longest: 400,
    notBefore: '\\w-',
  }),
]

function hasDigitAndLower(value: string): boolean {
  const tail = value.slice(4)
  return /\d/.test(tail) && /[a-z]/.test(tail) && /[A-Z]/.test(tail)
}
