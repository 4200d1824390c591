import type { Detector } from '../../types.ts'
import { bitcoin } from './bitcoin.ts'
import { ethereum } from './ethereum.ts'
import { otherCoins } from './other-coins.ts'
import { solana } from './solana.ts'
import { tron } from './tron.ts'

/** All detectors of wallet addresses; each is off unless asked for. */
export const crypto: readonly Detector[] = [...bitcoin, ethereum, solana, tron, ...otherCoins]
