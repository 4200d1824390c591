/** Runs foreign code under a deadline: settles with its value, or with what `fallback` makes of the failure. Never throws. */
export async function safely<T>(
  run: (signal: AbortSignal) => T | Promise<T>,
  {
    timeoutMs,
    fallback,
    signal: outer,
  }: { timeoutMs: number; fallback: (failure: 'timeout' | 'error') => T; signal?: AbortSignal | undefined },
): Promise<T> {
  const deadline = new AbortController()
  const stop = () => deadline.abort()
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<T>((resolve) => {
    timer = setTimeout(() => {
      stop()
      resolve(fallback('timeout'))
    }, timeoutMs)
  })
  outer?.addEventListener('abort', stop, { once: true })
  try {
    return await Promise.race([Promise.resolve(run(deadline.signal)), late])
  } catch {
    return fallback('error')
  } finally {
    clearTimeout(timer)
    outer?.removeEventListener('abort', stop)
  }
}
