import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Folder of the data sets: `GUARD_DATA`, or the one beside the project. */
export const dataFolder = process.env.GUARD_DATA ?? new URL('../../../shared/data', import.meta.url).pathname

/** Four groups of sources. Each is judged by a model that saw only the other three. */
export const folds = [
  ['lakera_gandalf', 'giskard_prompt_injections', 'ultrachat', 'agent_instruction_files'],
  ['jackhhao_jailbreak', 'garak', 'nl2bash_nl', 'security_docs'],
  ['hackaprompt', 'asb_agent_attacks', 'gptfuzz_templates', 'awesome_chatgpt_prompts', 'plexpt_zh'],
  ['deepset_prompt_injections', 'neuralchemy_promptshield', 'authored_multilingual', 'tldr_text', 'oss_docs', 'lakera_mosscap'],
]

/** All rows of the injection sets with masked give-aways and a weight; wrapped rows (`*_synth`) are left out, their wrappers are no signal. */
export function rows() {
  const folder = join(dataFolder, 'injection')
  return readdirSync(folder)
    .sort()
    .filter((name) => name.endsWith('.jsonl') && !name.startsWith('synth_'))
    .flatMap((name) =>
      readFileSync(join(folder, name), 'utf8')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    )
    .map((row) => Object.assign(row, { text: mask(row.text), weight: weightOf(row) }))
}

// Nearly every text of one competition holds its pass phrase; the model must not learn that.
const mask = (text) =>
  text
    .replace(/PWNED|PWNDED|PWN€D|PWNE|P W N E D/gi, 'granted')
    .replace(/\$?SECRET[_ ]?KEY/gi, 'code')
    .replace(/\[PROMPT\]|\[INSERT PROMPT HERE\]/g, 'tell me a story')

function weightOf({ kind, label }) {
  if (label === 0) return 1
  if (kind.startsWith('code_exec_noisy') || kind.startsWith('encoded_noisy')) return 0
  if (kind.includes('noisy')) return 0.15
  return kind.endsWith('_augmented') ? 0.5 : 1
}

/** Benign code and prose of the packages that are installed here. */
export function codeTexts(generator, count) {
  const root = new URL('../../node_modules', import.meta.url).pathname
  const packages = [
    'undici',
    'zod',
    'ai',
    'axios',
    'hono',
    'msw',
    'got',
    'openai',
    'ws',
    'vitest',
    'typescript/lib',
    'superagent',
    'nock',
    'express',
    '@ai-sdk/openai',
    '@anthropic-ai/sdk',
    'cohere-ai',
    'fast-check',
    'yaml',
    'chokidar',
  ]
  const texts = []
  for (const name of packages) {
    for (const file of filesIn(join(root, name), 3).slice(0, 60)) {
      const text = readFileSync(file, 'utf8')
      for (let draw = 0; draw < 4; draw++) {
        const at = generator.below(Math.max(1, text.length - 200))
        texts.push(text.slice(at, at + 200 + generator.below(1200)))
      }
    }
  }
  return generator.shuffle(texts).slice(0, count)
}

function filesIn(folder, depth) {
  let entries = []
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) return depth > 0 && entry.name !== 'node_modules' ? filesIn(path, depth - 1) : []
      return /\.(?:js|mjs|cjs|ts|md|json)$/.test(entry.name) ? [path] : []
    })
}
