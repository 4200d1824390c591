import { asString, isRecord } from '../text/json.ts'
import { child } from '../text/pointer.ts'
import type { Reading } from '../types.ts'
import { deepest, items, say, sayLeaves, voices, type Voice } from './collect.ts'

/** Adds what the offered tools say to the model: names, descriptions, and the texts in their schemas. */
export function readTools(reading: Reading, path: string, tools: unknown, voice: Voice = voices.developer, depth = 0): void {
  for (const [at, tool] of items(path, tools)) {
    if (!isRecord(tool)) continue
    if (isRecord(tool['function'])) readTool(reading, `${at}/function`, tool['function'], voice)
    else if (isRecord(tool['toolSpec'])) readTool(reading, `${at}/toolSpec`, tool['toolSpec'], voice)
    else if (isRecord(tool['custom'])) readTool(reading, `${at}/custom`, tool['custom'], voice)
    else if (Array.isArray(tool['tools'])) readNamespace(reading, at, tool, voice)
    else readTool(reading, at, tool, voice)
    for (const key of ['functionDeclarations', 'function_declarations']) {
      if (Array.isArray(tool[key]) && depth < 2) readTools(reading, `${at}/${key}`, tool[key], voice, depth + 1)
    }
  }
}

function readNamespace(reading: Reading, path: string, tool: Record<string, unknown>, voice: Voice): void {
  readTool(reading, path, { ...tool, tools: undefined }, voice)
  for (const [at, inner] of items(`${path}/tools`, tool['tools'])) if (isRecord(inner)) readTool(reading, at, inner, voice)
}

/** Adds one tool: its name, description and schema. */
function readTool(reading: Reading, path: string, tool: Record<string, unknown>, voice: Voice = voices.developer): void {
  const name = asString(tool['name'])
  const own: Voice = name === undefined ? voice : { ...voice, name }
  say(reading, `${path}/name`, name, own, { writable: false })
  say(reading, `${path}/title`, tool['title'], own)
  say(reading, `${path}/description`, tool['description'], own)
  for (const key of ['server_description', 'server_label'])
    say(reading, `${path}/${key}`, tool[key], own, { writable: key !== 'server_label' })
  if (isRecord(tool['annotations'])) say(reading, `${path}/annotations/title`, tool['annotations']['title'], own)
  for (const key of schemaKeys) if (isRecord(tool[key])) readSchema(reading, `${path}/${key}`, tool[key], own)
  if (isRecord(tool['parameter_definitions'])) readNamed(reading, `${path}/parameter_definitions`, tool['parameter_definitions'], own, 0)
  if (isRecord(tool['format'])) say(reading, `${path}/format/definition`, tool['format']['definition'], own)
  for (const [at, example] of items(`${path}/input_examples`, tool['input_examples'])) sayLeaves(reading, at, example, own)
  if (name !== undefined) (reading.tools ??= []).push({ name, description: asString(tool['description']) ?? '' })
}

const schemaKeys = [
  'parameters',
  'parametersJsonSchema',
  'parameters_json_schema',
  'input_schema',
  'inputSchema',
  'outputSchema',
  'response',
  'schema',
]

/** Adds the texts of a JSON schema that a model reads: descriptions, titles, defaults, examples, values. Its keys stay. */
export function readSchema(reading: Reading, path: string, schema: unknown, voice: Voice = voices.developer, depth = 0): void {
  if (depth > deepest) {
    reading.truncated = true
    return
  }
  if (Array.isArray(schema)) {
    for (let index = 0; index < schema.length; index++) readSchema(reading, child(path, index), schema[index], voice, depth + 1)
    return
  }
  if (!isRecord(schema)) return
  for (const [key, value] of Object.entries(schema)) {
    const at = child(path, key)
    if (texts.has(key)) say(reading, at, value, voice)
    else if (values.has(key)) sayValues(reading, at, value, voice)
    else if (named.has(key)) readNamed(reading, at, value, voice, depth + 1)
    else if (typeof value === 'object') readSchema(reading, at, value, voice, depth + 1)
  }
}

const texts = new Set(['description', 'title', '$comment', 'markdownDescription'])
const values = new Set(['default', 'const', 'enum', 'examples', 'example', 'required', 'enumDescriptions'])
const named = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas'])

// What a schema allows must reach the provider as it is, or no call fits it any more.
function sayValues(reading: Reading, path: string, value: unknown, voice: Voice): void {
  if (path.endsWith('/required')) return
  const from = reading.segments.length
  sayLeaves(reading, path, value, voice)
  for (const segment of reading.segments.slice(from)) segment.writable = false
}

function readNamed(reading: Reading, path: string, value: unknown, voice: Voice, depth: number): void {
  if (!isRecord(value)) return
  for (const [name, schema] of Object.entries(value)) readSchema(reading, child(path, name), schema, voice, depth + 1)
}
