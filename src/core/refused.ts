const refusals = new WeakSet<Response>()

/** Marks an answer that guard wrote in place of the provider's. */
export function markRefusal(response: Response): Response {
  refusals.add(response)
  return response
}

/** True for answers that guard wrote in place of the provider's. Entries ask it before they reuse the real answer's headers. */
export function isRefusal(response: Response): boolean {
  return refusals.has(response)
}
