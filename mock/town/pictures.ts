import sharp from 'sharp'
import { SAMPLE_STAMP } from './sample-stamp'
import { drawnAs, HEIGHT, WIDTH, type Scene } from './scenes'

/** On the picture itself, so that it says what it is wherever it goes. */
const STAMP = `<rect x="24" y="${HEIGHT - 74}" width="200" height="52" rx="26" fill="#1f2a24" opacity=".62"/><path transform="translate(44 ${HEIGHT - 68})" d="${SAMPLE_STAMP}" fill="#fff"/>`

const draw = (scene: Scene): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${drawnAs(scene)}${STAMP}</svg>`,
    ),
  )
    .jpeg({ quality: 84 })
    .toBuffer()

const drawn = new Map<Scene, Promise<Buffer>>()

/** A drawn picture as jpeg, marked as a sample; each is drawn once. */
export const drawScene = (scene: Scene): Promise<Buffer> => {
  const known = drawn.get(scene)
  if (known) return known
  const picture = draw(scene)
  drawn.set(scene, picture)
  return picture
}
