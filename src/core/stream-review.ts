import type { Delta } from '../types.ts'
import type { StreamJudge } from './stream-judge.ts'

const BLOCK = 4096
const OVERLAP = 256

/** Gathers text that was cleared into blocks, and has them reviewed once they are delivered: each character once, plus an overlap. */
export function reviewed(judge: StreamJudge, later: (task: () => void) => void) {
  let text = ''
  let from = 0

  function review(delta: Delta): void {
    const [block, start] = [text, from]
    later(() => judge.review(block, start, delta))
    text = text.slice(-OVERLAP)
    from = text.length
  }

  return {
    add: (piece: string, delta: Delta): void => {
      text += piece
      if (text.length - from >= BLOCK) review(delta)
    },
    end: (delta: Delta): void => {
      if (text.length > from) review(delta)
      text = ''
      from = 0
    },
  }
}
