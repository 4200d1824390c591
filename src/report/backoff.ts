/** How long to wait after the nth failure in a row: doubling from `first` to `longest`, spread so that many processes do not come back at once. */
export function backoffDelay(failures: number, [first, longest]: readonly [first: number, longest: number], random: () => number): number {
  const full = Math.min(longest, first * 2 ** Math.min(30, Math.max(0, failures - 1)))
  return full * (0.5 + random() / 2)
}
