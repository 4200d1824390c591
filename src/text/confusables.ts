// Pairs of a look-alike and the Latin letter that it passes for. Compatibility forms (mathematical, full-width, circled) are
// not here: NFKC folds those.
const PAIRS =
  'аaеeоoрpсcуyхxіiјjѕsԁdԛqԝwһhӏlвbкkмmнhтtгrпnиuьbзeчy' +
  'АAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGԚQԜWҮYҺHӀI' +
  'αaβbγyεeζzηnιiκkνvοoρpσoτtυuχxωwϲcϳj' +
  'ΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX' +
  'ıiɑaɡgɩiʟlɴnʀrʏyɪiᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢzꜱsʜhɢgʙbꜰf' +
  'աwցgհhոnսuօoքfզqյjւi' +
  'ƒfǃ!ℓlꞵbᎪAᏴBᏟCᎠDᎬEᎻHᎫJᏦKᏞLᎷMᏢPᎡRᏚSᎢTᏙVᏔWᏃZ'

/** Letters of other scripts that pass for a Latin letter, with the letter. */
export const confusables: ReadonlyMap<string, string> = toMap(PAIRS)

function toMap(pairs: string): Map<string, string> {
  const map = new Map<string, string>()
  for (let index = 0; index < pairs.length; index += 2) map.set(pairs.charAt(index), pairs.charAt(index + 1))
  return map
}
