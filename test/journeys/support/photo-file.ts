import { drawScene } from '../../../mock/town/pictures'
import type { Scene } from '../../../mock/town/scenes'

/** A picture as a phone would hand it over. */
export const photoFile = async (
  scene: Scene,
): Promise<{ name: string; mimeType: string; buffer: Buffer }> => ({
  name: `${scene}.jpg`,
  mimeType: 'image/jpeg',
  buffer: await drawScene(scene),
})
