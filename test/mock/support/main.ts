/** `npm run mock` without its build of the app: the same command from there on. */
import { main } from '../../../mock/main'

void main()
