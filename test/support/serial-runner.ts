import TestRunner from 'jest-runner'

/** One file at a time: each of these starts a server and a browser, or loads the whole built app. */
export default class SerialRunner extends TestRunner {
  override readonly isSerial = true
}
