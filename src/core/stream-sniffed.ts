import { concat, copy } from '../stream/frame.ts'
import type { StreamFormat } from './stream-framing.ts'
import type { StreamJudge } from './stream-judge.ts'
import type { StreamRewriter, StreamStep } from './stream-rewriter.ts'

// White space before the first sign; beyond it the stream is of no known kind.
const MOST_BYTES = 4096

/** A rewriter that is made when the first bytes of the stream have told what it is; what is of no known kind passes, or not, as the policy says. */
export function sniffedRewriter(
  sniff: NonNullable<StreamFormat['sniff']>,
  make: (format: StreamFormat) => StreamRewriter,
  judge: StreamJudge,
): StreamRewriter {
  let rewriter: StreamRewriter | undefined
  let kept: Uint8Array<ArrayBuffer> | undefined
  let open = false

  function begin(chunk: Uint8Array, owned: boolean | undefined, last: boolean): StreamStep {
    const all = kept === undefined ? chunk : concat([kept, chunk])
    const first = new TextDecoder().decode(all.subarray(0, MOST_BYTES)).trimStart()
    const format = sniff(first)
    if (format === 'more' && !last && all.byteLength < MOST_BYTES) {
      kept = copy(all, 0, all.byteLength)
      return {}
    }
    const isOwned = kept !== undefined || owned
    kept = undefined
    if (typeof format === 'object') {
      rewriter = make(format)
      return rewriter.push(all, isOwned)
    }
    open = true
    const answer = last && first === '' ? 'go-on' : judge.unjudged('the stream is of no known kind')
    return answer !== 'go-on' && judge.enforce ? { blocked: answer } : passed(all)
  }

  function passed(chunk: Uint8Array): StreamStep {
    return judge.enforce && chunk.byteLength > 0 ? { bytes: copy(chunk, 0, chunk.byteLength) } : {}
  }

  function push(chunk: Uint8Array, owned?: boolean): StreamStep {
    if (rewriter !== undefined) return rewriter.push(chunk, owned)
    return open ? passed(chunk) : begin(chunk, owned, false)
  }

  function flush(): StreamStep {
    if (rewriter !== undefined) return rewriter.flush()
    if (kept === undefined) return {}
    return begin(new Uint8Array(), true, true)
  }

  return {
    push,
    flush,
    holds: () => rewriter?.holds() ?? false,
    begun: () => rewriter?.begun() ?? { framing: 'sse', open: [], events: 0 },
    review: () => rewriter?.review(),
    abandon: () => rewriter?.abandon(),
    settled: async () => rewriter?.settled(),
  }
}
