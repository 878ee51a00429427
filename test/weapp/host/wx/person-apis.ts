import { posix } from 'node:path'
import gcoord from 'gcoord'
import sharp from 'sharp'
import type { PhoneFile } from '../memory'
import type { Files } from './files'
import type { Kit } from './kit'
import type { Permissions } from './permissions'
import { WxFailure } from './settle'

const MOST_MEDIA = 20
const MOST_TEMPLATES = 5

interface ChooseOptions {
  count?: number
  sourceType?: ('album' | 'camera')[]
  mediaType?: string[]
}

/** The calls in which somebody chooses, shows or allows something. */
export const createPersonApis = (
  { api, person, gesture }: Kit,
  files: Files,
  permissions: Permissions,
): Record<string, unknown> => {
  const choose = async (name: string, options: ChooseOptions, usual: number) => {
    const { count = usual, sourceType = ['album', 'camera'] } = options
    if (count > MOST_MEDIA) throw new WxFailure(`count must not be larger than ${MOST_MEDIA}`)
    await permissions.needPrivacy(name)
    if (!sourceType.includes('album')) permissions.needScope('scope.camera')
    if (person.photos.length === 0) throw new WxFailure('cancel')
    return person.photos.slice(0, count).map((photo) => ({
      tempFilePath: files.keepTemporary(photo.name, photo.data),
      size: photo.data.length,
      fileType: kindOf(photo),
    }))
  }

  return {
    login: api('login', () => ({ code: person.loginCode() })),
    checkSession: api('checkSession', () => undefined),

    chooseMedia: api('chooseMedia', async (options: ChooseOptions) => ({
      tempFiles: await choose('chooseMedia', options, 9),
      type: 'image',
    })),
    chooseImage: api('chooseImage', async (options: ChooseOptions) => {
      const chosen = await choose('chooseImage', options, 9)
      return {
        tempFilePaths: chosen.map(({ tempFilePath }) => tempFilePath),
        tempFiles: chosen.map(({ tempFilePath, size }) => ({ path: tempFilePath, size })),
      }
    }),
    compressImage: api(
      'compressImage',
      async (options: {
        src: string
        quality?: number
        compressedWidth?: number
        compressedHeight?: number
      }) => {
        const smaller = await sharp(files.read(options.src))
          .resize({
            width: options.compressedWidth,
            height: options.compressedHeight,
            fit: 'inside',
            withoutEnlargement: true,
          })
          .jpeg({ quality: options.quality ?? 80 })
          .keepMetadata() // WeChat promises nothing about EXIF: the server has to take it out
          .toBuffer()
        return { tempFilePath: files.keepTemporary('compressed.jpg', smaller) }
      },
    ),
    getImageInfo: api('getImageInfo', async ({ src }: { src: string }) => {
      const { width, height, format } = await sharp(files.read(src)).metadata()
      return { width, height, path: src, orientation: 'up', type: format }
    }),
    saveImageToPhotosAlbum: api('saveImageToPhotosAlbum', async (options: { filePath: string }) => {
      await permissions.needPrivacy('saveImageToPhotosAlbum')
      permissions.needScope('scope.writePhotosAlbum')
      files.read(options.filePath)
    }),

    getLocation: api('getLocation', async ({ type = 'wgs84' }: { type?: 'wgs84' | 'gcj02' }) => {
      permissions.needDeclaration('getLocation')
      await permissions.needPrivacy('getLocation')
      permissions.needScope('scope.userLocation')
      if (!person.position) throw new WxFailure('ERROR_NOCELL&WIFI_LOCATIONSWITCHOFF')
      const { latitude, longitude } = person.position
      const [east, north] =
        type === 'gcj02'
          ? [longitude, latitude]
          : gcoord.transform([longitude, latitude], gcoord.GCJ02, gcoord.WGS84)
      return {
        latitude: north,
        longitude: east,
        accuracy: 30,
        horizontalAccuracy: 30,
        verticalAccuracy: 0,
        altitude: 0,
        speed: -1,
      }
    }),
    chooseLocation: api('chooseLocation', async () => {
      permissions.needDeclaration('chooseLocation')
      await permissions.needPrivacy('chooseLocation')
      if (!person.pin) throw new WxFailure('cancel')
      return { ...person.pin }
    }),

    requestSubscribeMessage: api(
      'requestSubscribeMessage',
      ({ tmplIds }: { tmplIds: string[] }) => {
        // NOTE: refused after any await that takes a turn: ask first, then call the server.
        if (!gesture.isTap)
          throw new WxFailure('can only be invoked by user TAP gesture.', { errCode: 20003 })
        if (tmplIds.length === 0 || tmplIds.length > MOST_TEMPLATES)
          throw new WxFailure('Templates count out of max bounds', { errCode: 20001 })
        const answer = (id: string) =>
          typeof person.subscribes === 'function' ? person.subscribes(id) : person.subscribes
        return Object.fromEntries(tmplIds.map((id) => [id, answer(id)]))
      },
    ),

    scanCode: api('scanCode', () => {
      if (person.code === null) throw new WxFailure('cancel')
      return { result: person.code, scanType: 'QR_CODE', charSet: 'utf-8', path: '' }
    }),
  }
}

const kindOf = ({ name }: PhoneFile): 'image' | 'video' =>
  posix.extname(name).toLowerCase() === '.mp4' ? 'video' : 'image'
