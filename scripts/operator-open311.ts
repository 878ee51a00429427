import { makeOpen311Key, USUAL_PER_MINUTE } from '../server/modules/open311/keys'
import { OperatorError, UsageError, wordAt, type Command } from './operator-kit'

const MOST_PER_MINUTE = 10_000

export const OPEN311_COMMANDS: Record<string, Command> = {
  'open311-key': {
    usage: 'open311-key NAME --per-minute 120 --answer id|token',
    about:
      'a key with which another system files and follows requests, printed once; revoke-key ends it',
    options: ['per-minute', 'answer'],
    async run({ tx, newId, now, words, options, config }) {
      const name = wordAt(words, 0, 'NAME')
      const perMinute = Number(options['per-minute'] ?? USUAL_PER_MINUTE)
      if (!Number.isInteger(perMinute) || perMinute < 1 || perMinute > MOST_PER_MINUTE)
        throw new UsageError(`--per-minute is a whole number from 1 to ${MOST_PER_MINUTE}.`)
      const answer = options.answer ?? 'id'
      if (answer !== 'id' && answer !== 'token')
        throw new UsageError('--answer is id or token: what a report is answered with.')
      const givesToken = answer === 'token'
      const key = await makeOpen311Key(tx, { newId, now }, { name, perMinute, givesToken })
      if (key === null)
        throw new OperatorError(`A key named ${name} is in use; revoke-key ${name} ends it.`)
      return [
        `Key ${name} for ${config.publicUrl}/open311/v2, ${perMinute} requests a minute, shown only now:`,
        `  ${key}`,
      ]
    },
  },
}
