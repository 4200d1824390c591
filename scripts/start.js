import { ensureBuilt } from './ensure.js'

ensureBuilt()
const { demo } = await import('./demo/demo.js')
process.exit((await demo()) ? 0 : 1)
