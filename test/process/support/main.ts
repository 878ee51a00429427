/** `npm start` without its build of the app: the same command from there on. */
import { main } from '../../../server/main'

void main()
