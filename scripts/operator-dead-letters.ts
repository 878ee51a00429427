import { listDeadLetters, markFiled, sendAgain } from '../server/jobs/dead-letters'
import { OperatorError, UsageError, wordAt, type Command } from './operator-kit'

const idAt = (words: readonly string[], name: string): string => {
  const id = wordAt(words, 0, name)
  if (!/^[0-9a-f-]{36}$/i.test(id))
    throw new UsageError(`"${id}" is no letter’s id: dead-letters shows them.`)
  return id.toLowerCase()
}

const noSuch = (id: string): OperatorError =>
  new OperatorError(`There is no dead letter ${id}; dead-letters shows those there are.`)

export const DEAD_LETTER_COMMANDS: Record<string, Command> = {
  'dead-letters': {
    usage: 'dead-letters',
    about:
      'what could not be sent to WeChat or the city’s platform and is not tried again by itself',
    async run({ tx }) {
      const { items, all } = await listDeadLetters(tx)
      if (all === 0) return ['Nothing was given up: there are no dead letters.']
      return [
        `${all} dead letter${all === 1 ? '' : 's'}${all > items.length ? `, of which the oldest ${items.length}` : ''}:`,
        ...items.map(({ id, communityId, kind, ticketNumber, attempts, deadAt, why }) =>
          [
            `  ${id}  ${deadAt.toISOString()}`,
            `${kind}${ticketNumber ? ` of ${ticketNumber}` : ''} in ${communityId}`,
            `${attempts} ${attempts === 1 ? 'try' : 'tries'}: ${why}`,
          ].join('  '),
        ),
        'send-again ID (or all) tries again; mark-filed ID NUMBER where the ticket is there already.',
      ]
    },
  },
  'send-again': {
    usage: 'send-again ID|all',
    about: 'try dead letters again, at once and as if for the first time',
    async run({ tx, now, words }) {
      const id = words[0] === 'all' ? null : idAt(words, 'ID or all')
      const count = await sendAgain(tx, now, id)
      if (count === 0 && id !== null) throw noSuch(id)
      return [`${count} will be sent within a minute by the server that runs.`]
    },
  },
  'mark-filed': {
    usage: 'mark-filed ID NUMBER',
    about: 'the city’s platform has this ticket under NUMBER: somebody has looked there',
    async run({ tx, now, words }) {
      const id = idAt(words, 'ID')
      const outsideId = wordAt(words, 1, 'NUMBER')
      if (!(await markFiled(tx, now, id, outsideId))) throw noSuch(id)
      return [`The ticket is ${outsideId} on the platform; it will not be filed again.`]
    },
  },
}
