// Loaded beside guard/register: hands what guard observed to the demonstration.
import { guard } from 'guard/register'

guard.on('observation', (observation) => {
  if (process.connected) process.send({ observation })
})
