/** OpenAI's error shape, of both its formats. */
export function openaiError(status: number, message: string): unknown {
  const type = status === 429 ? 'rate_limit_error' : status >= 500 ? 'server_error' : 'invalid_request_error'
  return { error: { message, type, param: null, code: status === 401 ? 'invalid_api_key' : null } }
}
