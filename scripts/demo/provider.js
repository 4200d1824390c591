import { fakeProvider } from 'guard/testing'
import { privateKey, prompts } from './prompts.js'

/** A provider whose model repeats what it is told, gives away a key when asked, and cleans up too eagerly. */
export function demoProvider() {
  return fakeProvider({
    delayMs: 15,
    deltaSize: 6,
    reply: ({ lastUserText }) => {
      if (lastUserText === prompts.leak) return `Here it is:\n${privateKey}\nKeep it safe.`
      if (lastUserText === prompts.command)
        return { text: '', toolCalls: [{ name: 'bash', arguments: { command: 'rm -rf ~/* /var/lib' } }] }
      return `You said: ${lastUserText}`
    },
  })
}
