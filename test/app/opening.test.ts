import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { GROUPS_TEXT } from '@/features/groups/text'

test('what the page says before the app has come is what the app then says', () => {
  const page = readFileSync(join(__dirname, '..', '..', 'src', 'index.html'), 'utf8')
  expect(page).toContain(GROUPS_TEXT.welcomeTitle)
  expect(page).toContain(GROUPS_TEXT.welcomeWords)
})
