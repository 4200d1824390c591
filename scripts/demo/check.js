import { hidden, privateKey, prompts } from './prompts.js'

/** Compares what was shown with what should be so; the sentences that are not. */
export function checkDemo({ results, observations, events, requests }) {
  const { secret, stream, leak, injection, command } = results
  const everything = requests.map(({ text }) => text).join('\n')
  const claims = {
    'the program ends with code 0': results.exit === undefined,
    'no token and no address reaches the provider': hidden.every((value) => !everything.includes(value)),
    'the answer comes back restored': secret?.got === `You said: ${prompts.secret}`,
    'the streamed answer comes back restored': stream?.got === `You said: ${prompts.stream}`,
    'no line of the private key is shown': leak?.got !== undefined && privateKey.split('\n').every((line) => !leak.got.includes(line)),
    'the page with orders is refused as a 403 of the SDK': injection?.error?.startsWith('PermissionDeniedError 403') === true,
    'the dangerous command is withheld': command?.error?.startsWith('PermissionDeniedError 403') === true,
    'each of the five calls is observed once': observations.length === 5,
    'two of them are blocked': observations.filter(({ decision }) => decision === 'block').length === 2,
    'the gateway has one event for each call': events.length === 5,
    'no event and no observation holds what was hidden': hidden.every((value) => !JSON.stringify([observations, events]).includes(value)),
  }
  return Object.keys(claims).filter((claim) => !claims[claim])
}
