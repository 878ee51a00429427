import { join } from 'node:path'
import sharp from 'sharp'

/** Draws the tab bar's pictures (WeChat takes only bitmaps there): `npx tsx scripts/draw-tab-icons.ts`. */
const PATHS = {
  group: '<path d="M16 20h49v32H38L26 63V52H16z"/><path d="M28 32h26M28 41h18"/>',
  report:
    '<rect x="12" y="24" width="57" height="42" rx="7"/><path d="M28 24l5-9h15l5 9"/><circle cx="40.5" cy="45" r="12"/>',
  nearby:
    '<path d="M40.5 70C28 54 18 45 18 33a22.500 22.500 0 0145 0c0 12-10 21-22.500 37z"/><circle cx="40.5" cy="33" r="8"/>',
  me: '<circle cx="40.5" cy="27" r="14"/><path d="M13 68c3-16 14-23 27.500-23S65 52 68 68z"/>',
}

const draw = (name: keyof typeof PATHS, colour: string, suffix: string): Promise<unknown> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="81" height="81" viewBox="0 0 81 81" fill="none" stroke="${colour}" stroke-width="5" stroke-linejoin="round" stroke-linecap="round">${PATHS[name]}</svg>`,
    ),
  )
    .png({ palette: true })
    .toFile(join(__dirname, '..', 'src', 'assets', `tab-${name}${suffix}.png`))

void Promise.all(
  (Object.keys(PATHS) as (keyof typeof PATHS)[]) // a literal's keys
    .flatMap((name) => [draw(name, '#7a7a7a', ''), draw(name, '#07c160', '-on')]),
)
