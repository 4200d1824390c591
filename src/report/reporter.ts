import type { GatewayStatus, Platform, Post, Sink, Spool } from '../types.ts'
import { backlog } from './backlog.ts'
import { backoffDelay } from './backoff.ts'
import { systemClock, unref } from './clock.ts'
import type { Clock } from './clock.ts'
import { coalesce } from './coalesce.ts'
import { causeOf, delivery } from './delivery.ts'
import type { Delivered } from './delivery.ts'
import { rate } from './rate.ts'
import { parseReport, toReport } from './report.ts'
import type { Report } from './report.ts'

export interface ReporterOptions {
  /** The gateway's address; `/v1/events/egress` is put after it. */
  url: string
  /** The gateway's token, or a function that is asked before each attempt. */
  token?: string | (() => string | undefined) | undefined
  post: Post
  spool?: Spool | undefined
  onExit?: Platform['onExit']
  clock?: Clock
  random?: () => number
  /** How many events may wait. */
  queue?: number
  ratePerSecond?: number
  timeoutMs?: number
  /** Wait after the first failure, and the longest wait. */
  backoffMs?: readonly [first: number, longest: number]
  /** Calls that are no model traffic are reported once per host, branch and decision in this time. */
  coalesceWindowMs?: number
  /** How many events may be on their way at once, while the gateway answers. */
  concurrency?: number
}

const flushMs = 4_500
/** At the end of the process the spool catches what is left, so a slow gateway is not waited for. */
const drainMs = 2_000
const takeOverMs = 1_000
const longestRetryAfterMs = 60_000

/** Tells a gateway of every call: off the request's path, bounded, at a limited rate, repeated until there is an answer. */
export function reporter({
  url,
  token,
  post,
  spool,
  onExit,
  clock = systemClock,
  random = Math.random,
  queue = 10_000,
  ratePerSecond = 80,
  timeoutMs = 5_000,
  backoffMs = [500, 15_000],
  coalesceWindowMs = 60_000,
  concurrency = 4,
}: ReporterOptions): Sink {
  const deliver = delivery({ url, post, timeoutMs })
  const isWorthReporting = coalesce({ windowMs: coalesceWindowMs, now: clock.now })
  const starts = rate({ perSecond: ratePerSecond, now: clock.now })
  const waiting = backlog(queue)
  const inFlight = new Set<Report>()
  /** Reports of earlier processes that are not settled yet. */
  const inherited = new Set<Report>()
  const watchers = new Set<(event: 'settled' | 'failed') => void>()

  let state: GatewayStatus['state'] = 'ok'
  let sent = 0
  let dropped = 0
  let lastError: string | undefined
  let failures = 0
  let resumeAt = 0
  /** The gateway answered last time; until then one event at a time finds out. */
  let proven = false
  let refusedToken: string | undefined
  let closed = false
  let alarm: { timer: unknown; at: number } | undefined

  const currentToken = () => (typeof token === 'function' ? token() : token)
  const release = onExit?.({ drain: () => settled(drainMs, true), save })
  const firstTakeOver = spool && clock.setTimeout(takeOver, takeOverMs)
  unref(firstTakeOver)

  function enqueue(report: Report): void {
    const lost = waiting.push(report)
    if (!lost) return
    dropped++
    forget(lost)
  }

  function wake(delay: number): void {
    const at = clock.now() + delay
    if (alarm && alarm.at <= at) return
    if (alarm) clock.clearTimeout(alarm.timer)
    const timer = clock.setTimeout(() => {
      alarm = undefined
      pump()
    }, delay)
    unref(timer)
    alarm = { timer, at }
  }

  function pump(): void {
    while (!isStopped() && inFlight.size < (proven ? concurrency : 1) && waiting.size() > 0) {
      const delay = Math.max(resumeAt - clock.now(), starts.wait())
      if (delay > 0) return wake(delay)
      const report = waiting.shift()
      if (report) void send(report)
    }
  }

  /** After a 401 nothing is tried until there is another token: each attempt leaves an alarm in the gateway's audit log. */
  function isStopped(): boolean {
    if (closed) return true
    if (state !== 'unauthorized') return false
    if (currentToken() === refusedToken) return true
    state = 'ok'
    return false
  }

  async function send(report: Report): Promise<void> {
    starts.take()
    inFlight.add(report)
    const used = currentToken()
    const delivered = await deliver(report, used)
    // A late answer after `close` or `save`: the report is already in the spool.
    if (!inFlight.delete(report)) return
    lastError = delivered.error ?? lastError
    if (delivered.fate === 'sent' || delivered.fate === 'refused') finished(report, delivered.fate)
    else postponed(report, delivered, used)
    pump()
    announce(delivered.fate === 'failed' ? 'failed' : 'settled')
  }

  function finished(report: Report, fate: 'sent' | 'refused'): void {
    if (fate === 'sent') sent++
    else dropped++
    state = 'ok'
    failures = 0
    resumeAt = 0
    const first = !proven
    proven = true
    forget(report)
    if (first) takeOver()
  }

  function postponed(report: Report, { fate, retryAfterMs }: Delivered, used: string | undefined): void {
    // To the end of the line: an event on which the gateway chokes must not hold up the others.
    enqueue(report)
    proven = false
    if (fate === 'unauthorized') {
      state = 'unauthorized'
      refusedToken = used
      return
    }
    if (fate === 'failed') state = 'unreachable'
    const delay = Math.max(backoffDelay(++failures, backoffMs, random), Math.min(retryAfterMs ?? 0, longestRetryAfterMs))
    resumeAt = clock.now() + delay
  }

  function takeOver(): void {
    if (!spool || closed || state !== 'ok' || inherited.size > 0) return
    const lines = spool.take()
    const room = Math.max(0, queue - waiting.size())
    const all = lines.flatMap((line) => parseReport(line) ?? [])
    const reports = all.slice(0, room)
    if (all.length > room && !keep(all.slice(room))) dropped += all.length - room
    for (const report of reports) inherited.add(report)
    for (const report of reports) enqueue(report)
    if (lines.length > 0 && reports.length === 0) spool.settle?.()
    if (reports.length > 0) wake(0)
  }

  /** Nothing more happens to a report; when the last inherited one is through, the next of the spool may come. */
  function forget(report: Report): void {
    if (!inherited.delete(report) || inherited.size > 0) return
    spool?.settle?.()
    takeOver()
  }

  function announce(event: 'settled' | 'failed'): void {
    const isIdle = waiting.size() === 0 && inFlight.size === 0
    if (event === 'settled' && !isIdle && !isStopped()) return
    for (const watcher of watchers) watcher(event)
  }

  /** Settles when nothing waits or is on its way, when nothing may be sent, and at the latest when the time is over. */
  function settled(ms: number, untilFailure: boolean): Promise<void> {
    if (state === 'unreachable') resumeAt = 0
    pump()
    if ((waiting.size() === 0 && inFlight.size === 0) || isStopped()) return Promise.resolve()
    return new Promise((resolve) => {
      // Not unref'd: everything else is, and a program that awaits this must not end before it settles.
      const timer = clock.setTimeout(done, ms)
      watchers.add(watch)
      function watch(event: 'settled' | 'failed') {
        if (event === 'settled' || untilFailure) done()
      }
      function done() {
        clock.clearTimeout(timer)
        watchers.delete(watch)
        resolve()
      }
    })
  }

  /** Writes everything that has no answer yet into the spool, at once. */
  function save(): void {
    const reports = [...inFlight, ...waiting.all()]
    inFlight.clear()
    waiting.clear()
    inherited.clear()
    if (reports.length > 0 && !keep(reports)) dropped += reports.length
    spool?.settle?.()
  }

  function keep(reports: readonly Report[]): boolean {
    try {
      spool?.write(reports.map((report) => JSON.stringify(report)))
      return spool !== undefined
    } catch (error) {
      lastError = `The spool could not be written (${causeOf(error)}).`
      return false
    }
  }

  return {
    name: 'gateway',
    observe: (observation) => {
      if (closed || !isWorthReporting(observation)) return
      enqueue(toReport(observation))
      wake(0)
    },
    flush: () => settled(flushMs, false),
    close: async () => {
      if (closed) return
      await settled(flushMs, false)
      closed = true
      if (alarm) clock.clearTimeout(alarm.timer)
      if (firstTakeOver) clock.clearTimeout(firstTakeOver)
      release?.()
      save()
    },
    status: () => ({
      state,
      queued: waiting.size() + inFlight.size,
      spooled: spool?.size() ?? 0,
      sent,
      dropped,
      ...(lastError === undefined ? {} : { lastError }),
    }),
  }
}
