/** True for keys of an unknown structure that hold no text for a model. */
export function isMedia(key: string): boolean {
  return media.test(key)
}

const media =
  /^(?:id|type|role|model|image|images|image_url|audio|video|mask|url|uri|data|b64_json|media|mime_?type|signature|cache_control|.{1,60}_(?:id|url|image|token))$/i

/** True for keys of structured results that hold ids, types, addresses or encrypted content. */
export function isStructural(key: string): boolean {
  return structural.test(key)
}

const structural =
  /^(?:id|type|object|status|role|url|uri|file_id|media_type|mimeType|mime_type|cache_control|page_age|signature|data|blob|.{1,60}_id|encrypted_.{1,60})$/
