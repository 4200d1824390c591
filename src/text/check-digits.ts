/** True when all characters of a text are one and the same. */
export const isUniform = (text: string): boolean => text === (text[0] ?? '').repeat(text.length)

/** True for a month and a day that a calendar has. */
export function isDate(month: string, day: string): boolean {
  const days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][Number(month) - 1]
  return days !== undefined && Number(day) >= 1 && Number(day) <= days
}

/** The day of a number that adds 60 (coordination numbers of Sweden) or 50 (German insurance numbers) to it. */
export function offsetDay(day: string): string {
  return String(Number(day) > 60 ? Number(day) - 60 : Number(day) > 50 ? Number(day) - 50 : Number(day))
}

/** The digit at an index of a text. */
export function digitAt(text: string, index: number): number {
  return text.charCodeAt(index) - 48
}

/** The sum of the first digits of a text, each times its weight. */
export function weigh(text: string, weights: readonly number[]): number {
  return weights.reduce((total, weight, index) => total + digitAt(text, index) * weight, 0)
}

/** The sum of the digits of a number below a hundred. */
export function crossSum(number: number): number {
  return number > 9 ? Math.floor(number / 10) + (number % 10) : number
}

/** How often each of the ten digits stands in a text. */
export function countDigits(text: string): number[] {
  return Array.from({ length: 10 }, (_, digit) => text.split(String(digit)).length - 1)
}

/** The check digit of Brazil for the first digits of a text: weights from 2 upwards, from the right, beginning again after `turn`. */
export function brazilianDigit(text: string, length: number, turn: number): number {
  let sum = 0
  for (let index = length - 1, weight = 2; index >= 0; index--, weight = weight === turn ? 2 : weight + 1)
    sum += digitAt(text, index) * weight
  return sum % 11 < 2 ? 0 : 11 - (sum % 11)
}

const permutation = ['0123456789', '1576283094', '5803796142', '8916043527', '9453126870', '4286573901', '2793806415', '7046913258']

/** True when a text ends in its Verhoeff check digit. In the dihedral group that it uses, reflections count from 5. */
export function verhoeff(text: string): boolean {
  let check = 0
  for (let index = 0; index < text.length; index++) {
    const value = Number(permutation[index % 8]?.[digitAt(text, text.length - 1 - index)])
    check =
      check < 5
        ? value < 5
          ? (check + value) % 5
          : ((check + value - 5) % 5) + 5
        : value < 5
          ? ((check - 5 - value + 5) % 5) + 5
          : (check - value + 5) % 5
  }
  return check === 0
}
