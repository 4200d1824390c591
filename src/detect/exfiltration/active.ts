import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isCode } from './rendered.ts'

const outsideCode = (_: string, match: RegExpMatchArray) => !isCode(match.input ?? '', match.index ?? 0)

/** Markup that runs or loads something where an answer is rendered. Code that is only shown does not count. */
export const activeMarkup: Detector = pattern({
  name: 'exfiltration-active-markup',
  category: 'exfiltration',
  severity: 'high',
  longest: 1100,
  label: 'MARKUP',
  triggers: [
    '<script',
    '<iframe',
    '<object',
    '<embed',
    '<meta',
    '<base',
    '<form',
    '<svg',
    '<img',
    '<body',
    '<video',
    '<audio',
    '<input',
    '<details',
    '<a',
    '<link',
    '<frame',
    '<portal',
    '<applet',
    '<style',
  ],
  anchored: true,
  expression:
    /<(?:script\b[^>]{0,500}(?:\bsrc\s{0,5}=[^>]{0,500}>|>(?=[^<]{0,500}<\/script))|(?:iframe|object|embed|frame|portal|applet)\b[^>]{0,200}(?:\b(?:src|srcdoc|data|code)\s{0,5}=)[^>]{0,500}>|meta\b[^>]{0,200}http-equiv\s{0,5}=\s{0,5}["']?refresh[^>]{0,500}>|base\b[^>]{0,100}\bhref\s{0,5}=[^>]{0,500}>|form\b[^>]{0,200}\baction\s{0,5}=\s{0,5}["']?https?:[^>]{0,500}>|link\b[^>]{0,200}rel\s{0,5}=\s{0,5}["']?(?:import|stylesheet|prefetch|preload|dns-prefetch|preconnect)[^>]{0,500}https?:[^>]{0,300}>|(?:svg|img|body|video|audio|input|details|a)\b[^>]{0,300}[\s"'/]on[a-z]{3,20}\s{0,5}=[^>]{0,500}>|style\b[^>]{0,100}>[^<]{0,500}@import[^<]{0,200})/i,
  validate: outsideCode,
})

/** `javascript:`, `vbscript:` and `data:` addresses that run when they are opened. */
export const activeUrl: Detector = pattern({
  name: 'exfiltration-active-url',
  category: 'exfiltration',
  severity: 'high',
  longest: 1100,
  label: 'URL',
  triggers: [
    '](javascript:',
    '](vbscript:',
    '](data:',
    '"javascript:',
    "'javascript:",
    '=javascript:',
    '"vbscript:',
    "'vbscript:",
    '"data:',
    "'data:",
    '=data:',
    '<javascript:',
    '<data:',
    ']: javascript:',
    ']: data:',
    '](<javascript:',
  ],
  anchored: true,
  expression:
    /(?:\]\(<?|["'=<]|\]: )(?<value>(?:javascript|vbscript):[^\s<>)]{1,1000}|data:(?:text\/html|application\/xhtml\+xml|text\/xml|application\/javascript|text\/javascript|image\/svg\+xml)[^\s"'<>)]{1,1000})/i,
  validate: (url, match) =>
    (!/^data:image\/svg/i.test(url) || svgRuns(url)) && !/^javascript:(?:void\(0\)|;|void 0);?$/i.test(url) && outsideCode(url, match),
})

function svgRuns(url: string): boolean {
  const body = /;base64,/i.test(url) ? unpack(url.slice(url.indexOf(',') + 1)) : url
  return /<script|%3cscript|\bon[a-z]{3,20}\s{0,5}(?:=|%3d)|foreignobject/i.test(body)
}

function unpack(text: string): string {
  try {
    return atob(text.replace(/[^A-Za-z0-9+/]/g, ''))
  } catch {
    return text
  }
}
