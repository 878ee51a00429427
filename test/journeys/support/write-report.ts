import type { Screen } from './browser'
import { photoFile } from './photo-file'

export interface Report {
  /** What is typed to find the category, and its name in full. */
  category: { typed: string; name: string }
  building: string
  words: string
}

/** From the report tab: a picture from the album, a category, a building, words; ready to be sent. */
export const writeReport = async (screen: Screen, report: Report): Promise<void> => {
  const { page } = screen
  const chooser = page.waitForEvent('filechooser')
  await screen.see('从相册选').tap()
  await (await chooser).setFiles([await photoFile('bins')])
  await screen.see('选一个类别').tap()
  await page.getByPlaceholder('说说是什么事').fill(report.category.typed)
  await page.getByRole('radio', { name: report.category.name, exact: true }).tap()
  await page.getByRole('radio', { name: '选楼号' }).tap()
  await page.getByRole('radio', { name: report.building, exact: true }).tap()
  await page.locator('textarea').fill(report.words)
}
