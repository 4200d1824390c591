/** Keys of an unknown structure that hold no text for a model. */
export function isMedia(key: string): boolean {
  return media.test(key)
}

const media =
  /^(?:id|type|role|model|image|images|image_url|audio|video|mask|url|uri|data|b64_json|media|mime_?type|signature|cache_control|.{1,60}_(?:id|url|image|token))$/i
