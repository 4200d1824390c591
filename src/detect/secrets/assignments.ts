import type { Detector } from '../../types.ts'
import { pattern } from '../pattern.ts'
import { isKeyValue, isPasswordValue } from './assigned-value.ts'

/** Between a label and its value: the rest of the label, quotes (escaped ones too), brackets, and a sign that gives. */
const gives = String.raw`(?:[_-][A-Za-z0-9_-]{0,24}|\d{1,3})?[\\"'\x60*\])]{0,6}\s{0,4}(?::\s{0,2}str(?:ing)?\s{0,2}=|:=|=>|={1,3}|:|>|%3[AD]|(?<=\s--[a-z][\w-]{1,40})(?=\s))[\s*]{0,8}`
const spoken = String.raw`(?:\s{1,2}(?:is|was)(?::|\s{1,2}now|\s{1,2}set to)?\s{1,2}|${gives})(?:[brfu]?\\{0,3}["'\x60])?`
/** In quotes up to the next quote; without them up to what cannot stand in a value. A call or an index is no value. */
const value = String.raw`(?<value>(?<=["'\x60])[^"'\x60\r\n\\]{6,512}(?=\\{0,3}["'\x60])|[^\s"'\x60,;&<>(){}[\]|\\=]{6,512}={0,2}(?=$|[\s"'\x60,;&<>)}\]|\\]))`

/** Secrets that only their label gives away. The label stays, the value is found. */
export const assignments: readonly Detector[] = [
  pattern({
    name: 'password-assignment',
    category: 'secret',
    severity: 'critical',
    label: 'PASSWORD',
    triggers: ['password', 'passwd', 'passphrase', 'pwd', 'passcode', 'contraseña', '密码'],
    anchored: true,
    expression: new RegExp(
      String.raw`(?:password|passwd|passphrase|passcode|pwd|contraseña|passwort|kennwort|mot de passe|密码|口令)${spoken}${value}`,
      'i',
    ),
    longest: 640,
    validate: isPasswordValue,
  }),
  pattern({
    name: 'api-key-assignment',
    category: 'secret',
    severity: 'critical',
    label: 'API_KEY',
    triggers: [
      'api',
      'access',
      'app',
      'account',
      'auth',
      'subscription',
      'master',
      'service',
      'license',
      'encryption',
      'signing',
      'private',
      'consumer',
      'storage',
      'shared',
      'ssh',
      'deploy',
      'webhook',
      'admin',
      'client',
      'project',
      'server',
    ],
    anchored: true,
    expression: new RegExp(
      String.raw`(?:api|access|app|account|auth|subscription|master|service|license|encryption|signing|private|consumer|storage|shared|deploy|webhook|admin|client|project|server)[_ -]?key${spoken}${value}`,
      'i',
    ),
    longest: 640,
    validate: isKeyValue,
  }),
  pattern({
    name: 'secret-assignment',
    category: 'secret',
    severity: 'critical',
    label: 'SECRET',
    triggers: ['secret', 'token', 'credential', 'api', 'aws', '_key', '_auth', 'session'],
    anchored: true,
    expression: new RegExp(
      String.raw`(?:secret(?:[_-]?key(?:[_-]?base)?)?|token|credentials?|_key|_auth|-key|session[_-]?id|sessid)${spoken}${value}`,
      'i',
    ),
    longest: 640,
    validate: isKeyValue,
  }),
]
