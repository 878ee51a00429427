import { openTown, type Town } from './support/town'
import { speakAs } from '../support/mock'
import { writeReport, type Report } from './support/write-report'

const TOWN = '110105006041'

let town: Town
beforeAll(async () => {
  town = await openTown()
})
afterAll(() => town.close())

const ticketsWith = async (words: string): Promise<number> => {
  const wang = await speakAs(town.mock.url, '王主任')
  const { body } = await wang('listTickets', {
    params: { communityId: TOWN },
    query: { view: 'desk', limit: 100 },
  })
  return body.items.filter((card) => card.words === words).length
}

const reportOf = (words: string): Report => ({
  category: { typed: '垃圾满', name: '垃圾满溢' },
  building: '12号楼',
  words,
})

describe('小赵 reports where there is no network', () => {
  test('it waits on the phone, and is sent once when the network is back', async () => {
    const screen = await town.screen({ who: '小赵' })
    const { page, context } = screen
    await screen.open('pages/report/index')
    await screen.see('拍照上报').waitFor()
    await context.setOffline(true)
    await screen.see('没有网络').waitFor()

    const words = '地下室没信号，垃圾桶满了'
    await writeReport(screen, reportOf(words))
    await page.getByText('提交', { exact: true }).tap()
    await screen.see('等网络，会自动发出').waitFor()
    await screen.picture('offline')
    expect(await ticketsWith(words)).toBe(0)

    await context.setOffline(false)
    await screen.see('没有草稿').waitFor()
    expect(await ticketsWith(words)).toBe(1)
  })

  test('it is also sent when the app was closed in between', async () => {
    const screen = await town.screen({ who: '小赵' })
    const { page, context } = screen
    await screen.open('pages/report/index')
    await screen.see('拍照上报').waitFor()
    await context.setOffline(true)
    const words = '关掉以后也要发出去'
    await writeReport(screen, reportOf(words))
    await page.getByText('提交', { exact: true }).tap()
    await screen.see('等网络，会自动发出').waitFor()

    await page.close()
    await context.setOffline(false)
    const opened = await context.newPage()
    await opened.goto(`${town.mock.url}/#/resident/drafts/index`)
    await opened.getByText('没有草稿').waitFor()
    expect(await ticketsWith(words)).toBe(1)
  })

  test('the answer was lost on the way: sent again, it is still one', async () => {
    const screen = await town.screen({ who: '小赵' })
    const { page } = screen
    await screen.open('pages/report/index')
    const words = '回音丢了一次'
    let isLost = false
    await page.route('**/issues', async (route) => {
      if (isLost) return route.continue()
      isLost = true
      await route.fetch()
      await route.abort('connectionreset')
    })
    await writeReport(screen, reportOf(words))
    await page.getByText('提交', { exact: true }).tap()
    await screen.see('等网络，会自动发出').waitFor()
    expect(await ticketsWith(words)).toBe(1)

    await screen.see('现在就发').tap()
    await screen.see('没有草稿').waitFor()
    expect(await ticketsWith(words)).toBe(1)
  })

  test('a half-written report is there when the app is opened again', async () => {
    const screen = await town.screen({ who: '小赵' })
    const { page, context } = screen
    await screen.open('pages/report/index')
    await writeReport(screen, reportOf('写到一半'))
    await page.close()

    const opened = await context.newPage()
    await opened.goto(`${town.mock.url}/#/pages/report/index`)
    await opened.getByText('写到一半').first().tap()
    await opened.getByRole('radio', { name: '12号楼', exact: true, checked: true }).waitFor()
    expect(await opened.locator('textarea').inputValue()).toBe('写到一半')
    expect(await opened.locator('.photos__picture').count()).toBe(1)
  })
})
