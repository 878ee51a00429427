import type { Config } from '../../config'
import { OPEN311_TEXT } from './text'
import { w3c } from './times'
import { TYPES, type Written } from './write'

export const BASE = '/open311/v2'
/** When what we serve last changed in kind. */
const CHANGESET = w3c(new Date('2026-12-01T00:00:00Z'))

export const discover = ({ notice, publicUrl, isSample }: Config): Written => ({
  root: 'discovery',
  body: {
    changeset: CHANGESET,
    contact: OPEN311_TEXT.contact(notice.controller, notice.contact),
    key_service: OPEN311_TEXT.keyService(notice.contact),
    endpoints: [
      {
        specification: 'http://wiki.open311.org/GeoReport_v2',
        url: publicUrl + BASE,
        changeset: CHANGESET,
        type: isSample ? 'test' : 'production',
        formats: [TYPES.xml, TYPES.json].map((type) => type.split(';')[0]),
      },
    ],
  },
})
