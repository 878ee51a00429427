import { openTown, type Town } from './support/town'
import { photoFile } from './support/photo-file'
import type { Screen } from './support/browser'
import { speakAs, type Speak } from '../support/mock'

const TOWN = '110105006041'
const HERE = { communityId: TOWN }

let town: Town
let wang: Speak
let zhouId: string
beforeAll(async () => {
  town = await openTown()
  wang = await speakAs(town.mock.url, '王主任')
  const { items } = (await wang('listWorkers', { params: HERE })).body
  zhouId = items.find(({ name }) => name.includes('周'))?.personId ?? ''
})
afterAll(() => town.close())

/** Reported by 林阿姨 at house 3, accepted and given to 周师傅. */
const dispatched = async (words: string): Promise<{ ticketId: string }> => {
  const lin = await speakAs(town.mock.url, '林阿姨')
  const { buildings } = (await lin('getCommunity', { params: HERE })).body
  const buildingId = buildings.find(({ name }) => name === '3')?.buildingId ?? ''
  const { ticketId } = (
    await lin('reportIssue', {
      params: HERE,
      body: {
        categoryId: 'overflowing_bin',
        words,
        photoIds: [],
        place: { by: 'building', buildingId },
        isAnonymous: true,
        isPrivate: false,
      },
    })
  ).body
  const params = { ...HERE, ticketId }
  await wang('advanceTicket', { params, body: { step: 'accept', toPersonId: zhouId } })
  return { ticketId }
}

const ticketOf = async (ticketId: string) =>
  (await wang('getTicket', { params: { ...HERE, ticketId } })).body

const entryOf = ({ page }: Screen, words: string) => page.locator('.queue', { hasText: words })

describe('周师傅 works where there is no network', () => {
  test('claims and hands in with a stamped picture; closed and opened again, it is sent by itself, in order', async () => {
    const words = '地下车库的桶满了'
    const { ticketId } = await dispatched(words)
    const zhou = await town.screen({
      who: '周师傅',
      at: { latitude: 39.9656, longitude: 116.4284 },
    })
    await zhou.open('gridwork/queue/index')
    await entryOf(zhou, words).waitFor()
    // What was dispatched to him is read ahead.
    await zhou.page.waitForFunction(
      (id) => localStorage.getItem('jinlin.tickets')?.includes(id),
      ticketId,
    )
    // So is what tells a place.
    await zhou.page.waitForLoadState('networkidle')
    await zhou.context.setOffline(true)
    await zhou.see('没有网络').waitFor()

    await entryOf(zhou, words).getByText('我来处理').tap()
    await zhou.see('待发送').waitFor()
    await entryOf(zhou, words).getByText('办完了，拍照交差').tap()
    const chooser = zhou.page.waitForEvent('filechooser')
    await zhou.page.getByRole('button', { name: '拍照', exact: true }).tap()
    await (await chooser).setFiles([await photoFile('bins')])
    await zhou.page.locator('.sheet .photos__picture').waitFor()
    await zhou.page.locator('.sheet textarea').fill('清运干净了')
    await zhou.page.locator('.sheet .buttons .button').last().tap()
    await zhou.see('存在手机里的操作 2 项').waitFor()
    await zhou.picture('kept-steps')
    expect((await ticketOf(ticketId)).state).toBe('dispatched')

    await zhou.page.close()
    await zhou.context.setOffline(false)
    const opened = await zhou.context.newPage()
    await opened.goto(`${town.mock.url}/#/gridwork/queue/index`)
    await opened.waitForFunction(() => !localStorage.getItem('jinlin.steps')?.includes('commandId'))
    const { state, timeline } = await ticketOf(ticketId)
    expect(state).toBe('handled')
    expect(timeline.map(({ step }) => step).slice(-2)).toEqual(['claim', 'handle'])
    const [photo] = timeline.at(-1)?.photos ?? []
    expect(Date.now() - Date.parse(photo?.taken?.at ?? '')).toBeLessThan(120_000)
    expect(photo?.taken?.distanceM).not.toBeNull()
  })

  test('a ticket opened before opens again, and what a colleague did meanwhile is told in words', async () => {
    const words = '三单元门口的桶又满了'
    const { ticketId } = await dispatched(words)
    const zhou = await town.screen({ who: '周师傅' })
    await zhou.open('gridwork/queue/index')
    await entryOf(zhou, words).waitFor()
    await entryOf(zhou, words).getByText(words).tap()
    await zhou.page.getByText('基本情况').waitFor()
    await zhou.page.goBack()
    await zhou.context.setOffline(true)
    await entryOf(zhou, words).getByText('我来处理').tap()
    await zhou.see('待发送').waitFor()
    await entryOf(zhou, words).getByText(words).tap()
    await zhou.page.getByText('基本情况').waitFor()
    await zhou.page.goBack()

    const params = { ...HERE, ticketId }
    await wang('advanceTicket', { params, body: { step: 'return', words: '物业已经去了' } })
    await wang('advanceTicket', { params, body: { step: 'force-close', words: '物业已清运' } })
    const he = await speakAs(town.mock.url, '何干事')
    await he('advanceTicket', { params, body: { step: 'agree', words: '同意' } })

    await zhou.context.setOffline(false)
    await zhou.see('没送成').waitFor()
    await zhou.see(/已由.*于\d\d:\d\d结案/).waitFor()
    await zhou.picture('refused-step')
    expect((await ticketOf(ticketId)).state).toBe('closed')

    await zhou.see('放弃').tap()
    await zhou.page.locator('dialog').getByText('放弃', { exact: true }).tap()
    await zhou.page.getByText('没送成').waitFor({ state: 'detached' })
  })
})
