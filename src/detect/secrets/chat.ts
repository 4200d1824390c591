import type { Detector } from '../../types.ts'
import { looksIssued } from './placeholder.ts'
import { token } from './token.ts'

/** Slack, Discord, Teams. */
export const chat: readonly Detector[] = [
  token({ name: 'slack-bot-token', triggers: ['xoxb-'], expression: /xoxb-[A-Za-z0-9-]{20,250}/, longest: 256 }),
  token({
    name: 'slack-user-token',
    triggers: ['xoxp-', 'xoxe.xoxp-', 'xoxe-'],
    expression: /(?:xoxp-|xoxe\.xox[bp]-|xoxe-)[A-Za-z0-9-]{20,400}/,
    longest: 412,
  }),
  token({ name: 'slack-app-token', triggers: ['xapp-'], expression: /xapp-\d-[A-Z0-9]{8,14}-\d{8,14}-[a-f0-9]{32,64}/, longest: 108 }),
  token({
    name: 'slack-session-token',
    triggers: ['xoxa-', 'xoxc-', 'xoxd-', 'xoxr-', 'xoxs-', 'xoxo-'],
    expression: /xox[acdrso]-[A-Za-z0-9%+/-]{20,400}/,
    longest: 406,
  }),
  token({
    name: 'slack-webhook',
    triggers: ['https://hooks.slack.com/'],
    expression: /https:\/\/hooks\.slack\.com\/(?:services|workflows|triggers)\/[A-Z0-9]{8,14}\/[A-Za-z0-9]{8,24}\/[A-Za-z0-9/]{16,80}/,
    longest: 160,
    validate: (value) => looksIssued(value.slice(-16)),
  }),
  token({
    name: 'discord-token',
    triggers: ['M', 'N', 'O'],
    expression: /[MNO][A-Za-z\d]{23,27}\.[\w-]{6}\.[\w-]{27,38}/,
    longest: 74,
    notBefore: '\\w-',
  }),
  token({
    name: 'discord-webhook',
    triggers: ['https://'],
    expression: /https:\/\/(?:(?:ptb|canary)\.)?discord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/\d{17,20}\/[\w-]{60,72}/,
    longest: 140,
    notBefore: '\\w-',
  }),
  token({
    name: 'teams-webhook',
    triggers: ['https://'],
    expression:
      /https:\/\/[a-z0-9-]{1,60}\.webhook\.office\.com\/webhookb2\/[0-9a-f@-]{36,80}\/IncomingWebhook\/[0-9a-f]{32}\/[\w/-]{36,90}/,
    longest: 330,
  }),
]
