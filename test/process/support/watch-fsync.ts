/**
 * Loaded before everything else, in the database's thread too: writes a dot into one file for each fsync
 * that reaches Node, and lets fsync fail from the moment at which another file exists.
 */
import fs from 'node:fs'

const { FSYNC_DOTS: dots, FSYNC_FAILS: fails } = process.env
const real = fs.fdatasyncSync
fs.fdatasyncSync = (file) => {
  if (fails && fs.existsSync(fails))
    throw Object.assign(new Error('EIO: i/o error, fdatasync'), { code: 'EIO' })
  real(file)
  if (dots) fs.appendFileSync(dots, '.')
}
