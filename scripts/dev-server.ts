import { main } from '../server/main'

/** The server of `npm run dev`, started anew with every change; it waits for no build, the page comes from Taro. */
void main()
