import type { Report } from './report.ts'

/** What waits to be sent, up to a bound. Model calls and blocks go first and are the last to be dropped. */
export interface Backlog {
  /** Puts a report at the end; returns the old one that had to go for it, if any. */
  push: (report: Report) => Report | undefined
  shift: () => Report | undefined
  size: () => number
  /** Everything that waits, in order. */
  all: () => Report[]
  clear: () => void
}

/** An empty backlog of at most `limit` reports. */
export function backlog(limit: number): Backlog {
  const important = fifo<Report>()
  const ordinary = fifo<Report>()
  const size = () => important.size() + ordinary.size()

  function push(report: Report): Report | undefined {
    const isOrdinary = report.event.branch === 'passthrough' && report.event.decision === 'allow'
    ;(isOrdinary ? ordinary : important).push(report)
    return size() > limit ? (ordinary.shift() ?? important.shift()) : undefined
  }

  return {
    push,
    shift: () => important.shift() ?? ordinary.shift(),
    size,
    all: () => [...important.all(), ...ordinary.all()],
    clear: () => {
      important.clear()
      ordinary.clear()
    },
  }
}

/** A queue whose `shift` does not move the rest. */
function fifo<T>() {
  let items: T[] = []
  let head = 0
  return {
    push: (item: T) => void items.push(item),
    shift: (): T | undefined => {
      if (head === items.length) return undefined
      const item = items[head++]
      if (head > 1_024 && head * 2 > items.length) {
        items = items.slice(head)
        head = 0
      }
      return item
    },
    size: () => items.length - head,
    all: () => items.slice(head),
    clear: () => {
      items = []
      head = 0
    },
  }
}
