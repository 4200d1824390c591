/**
 * Where the scores of a head lie: one half where one harmless text in a hundred of unseen sources is suspected, and four fifths where one in
 * five hundred is. Users' text never reaches the score at which it is blocked by the classifier alone.
 */
export function calibrate({ benign }, name) {
  const sorted = [...benign].sort((one, other) => other - one)
  const at = (share) => sorted[Math.floor(sorted.length * share)]
  const cap = name === 'direct' ? 0.94 : 0.99
  const shift = at(0.01)
  // A score of .8 is a logit of ln(.8 / (cap - .8)).
  const scale = Math.min(6, Math.max(0.8, Math.log(0.8 / (cap - 0.8)) / Math.max(0.05, at(0.002) - shift)))
  // One half of the whole scale stands a little above the middle of the capped one.
  return { shift: shift + Math.log((cap - 0.5) / 0.5) / scale, scale, cap }
}
