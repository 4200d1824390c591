import type { Detector } from '../../types.ts'
import { looksIssued } from './placeholder.ts'
import { token } from './token.ts'

/** Keys of model providers and of what stands around them. */
export const models: readonly Detector[] = [
  token({
    name: 'openai-project-key',
    triggers: ['sk-proj-'],
    expression: /sk-proj-[\w-]{20,250}/,
    longest: 260,
    notBefore: '\\w-',
    validate: afterDash,
  }),
  token({
    name: 'openai-service-key',
    triggers: ['sk-svcacct-'],
    expression: /sk-svcacct-[\w-]{20,250}/,
    longest: 262,
    notBefore: '\\w-',
    validate: afterDash,
  }),
  token({
    name: 'openai-admin-key',
    triggers: ['sk-admin-'],
    expression: /sk-admin-[\w-]{20,250}/,
    longest: 260,
    notBefore: '\\w-',
    validate: afterDash,
  }),
  // Other providers (DeepSeek, Moonshot, Qwen, gateways) write keys the same way: `sk-` and letters and digits alone.
  token({
    name: 'openai-key',
    triggers: ['sk-'],
    expression: /sk-(?:None-)?[A-Za-z0-9]{20,120}/,
    longest: 128,
    notBefore: '\\w-',
    validate: (value) => looksIssued(value) && /\d/.test(value.slice(3)),
  }),
  token({
    name: 'anthropic-key',
    triggers: ['sk-ant-'],
    expression: /sk-ant-(?:api\d\d|oat\d\d|ort\d\d|admin\d\d|sid\d\d)-[\w-]{20,200}/,
    longest: 216,
    notBefore: '\\w-',
    validate: (value) => looksIssued(value.slice(13)),
  }),
  token({ name: 'openrouter-key', triggers: ['sk-or-'], expression: /sk-or-v1-[A-Za-z0-9]{40,72}/, longest: 82 }),
  token({ name: 'huggingface-token', triggers: ['hf_', 'api_org_'], expression: /(?:hf_|api_org_)[A-Za-z0-9]{30,40}/, longest: 48 }),
  token({ name: 'groq-key', triggers: ['gsk_'], expression: /gsk_[A-Za-z0-9]{40,60}/, longest: 64 }),
  token({ name: 'xai-key', triggers: ['xai-'], expression: /xai-[A-Za-z0-9]{60,100}/, longest: 104 }),
  token({ name: 'replicate-token', triggers: ['r8_'], expression: /r8_[A-Za-z0-9]{34,44}/, longest: 48 }),
  token({ name: 'perplexity-key', triggers: ['pplx-'], expression: /pplx-[A-Za-z0-9]{40,60}/, longest: 65 }),
  token({ name: 'together-key', triggers: ['tgp_v1_'], expression: /tgp_v1_[\w-]{40,48}/, longest: 55, notBefore: '\\w-' }),
  token({
    name: 'fireworks-key',
    triggers: ['fw_'],
    expression: /fw_[A-Za-z0-9]{22,26}/,
    longest: 30,
    validate: (value) => looksIssued(value) && /\d/.test(value) && /[a-z]/i.test(value.slice(3)),
  }),
  token({ name: 'cerebras-key', triggers: ['csk-'], expression: /csk-[a-z0-9]{40,56}/, longest: 60 }),
  token({ name: 'nvidia-key', triggers: ['nvapi-'], expression: /nvapi-[\w-]{60,70}/, longest: 76, notBefore: '\\w-' }),
  token({ name: 'langsmith-key', triggers: ['lsv2_'], expression: /lsv2_(?:pt|sk)_[a-f0-9]{32}_[a-f0-9]{10}/, longest: 51 }),
  token({ name: 'langfuse-key', triggers: ['sk-lf-'], expression: /sk-lf-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, longest: 42 }),
  token({ name: 'elevenlabs-key', triggers: ['sk_'], expression: /sk_[a-f0-9]{48}/, longest: 51 }),
  token({
    name: 'voyage-key',
    triggers: ['pa-'],
    expression: /pa-[\w-]{43}/,
    longest: 46,
    notBefore: '\\w-',
    validate: (value) => looksIssued(value) && /\d/.test(value) && /[A-Z]/.test(value) && /[a-z]/.test(value.slice(3)),
  }),
  token({ name: 'tavily-key', triggers: ['tvly-'], expression: /tvly-(?:dev-|prod-)?[A-Za-z0-9]{28,40}/, longest: 50 }),
  token({ name: 'jina-key', triggers: ['jina_'], expression: /jina_[\w-]{50,70}/, longest: 75, notBefore: '\\w-' }),
  token({ name: 'firecrawl-key', triggers: ['fc-'], expression: /fc-[a-f0-9]{32}/, longest: 35 }),
  token({ name: 'pinecone-key', triggers: ['pcsk_'], expression: /pcsk_[A-Za-z0-9_]{50,80}/, longest: 85, notBefore: '\\w' }),
  token({ name: 'anyscale-key', triggers: ['esecret_'], expression: /esecret_[A-Za-z0-9]{24,60}/, longest: 68 }),
  token({ name: 'helicone-key', triggers: ['sk-helicone-'], expression: /sk-helicone-[a-z0-9-]{24,60}/, longest: 72, notBefore: '\\w-' }),
  token({ name: 'wandb-key', triggers: ['wandb_v1_'], expression: /wandb_v1_[\w-]{40,90}/, longest: 99, notBefore: '\\w-' }),
]

function afterDash(value: string): boolean {
  return looksIssued(value.slice(value.indexOf('-', 3) + 1))
}
