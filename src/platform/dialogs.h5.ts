export { toast } from '@/platform/toast'

export interface Question {
  title: string
  words?: string
  yes?: string
  no?: string
  isDangerous?: boolean
}

/** Asks before something is lost. The browser's own dialog keeps the focus inside and closes by Esc. */
export const confirm = ({
  title,
  words = '',
  yes = '确定',
  no = '取消',
  isDangerous,
}: Question): Promise<boolean> =>
  new Promise((resolve) => {
    const dialog = document.createElement('dialog')
    dialog.className = 'ask'
    const heading = document.createElement('h2')
    heading.textContent = title
    heading.className = 'ask__title'
    const body = document.createElement('p')
    body.textContent = words
    body.className = 'ask__words'
    const buttons = document.createElement('div')
    buttons.className = 'ask__buttons'
    const button = (text: string, kind: string, answer: string): HTMLButtonElement => {
      const one = document.createElement('button')
      one.textContent = text
      one.className = kind
      one.onclick = () => dialog.close(answer)
      return one
    }
    buttons.append(
      button(no, 'ask__no', ''),
      button(yes, isDangerous ? 'ask__yes ask__yes--danger' : 'ask__yes', 'yes'),
    )
    dialog.append(heading, ...(words ? [body] : []), buttons)
    dialog.setAttribute('aria-label', title)
    dialog.onclose = () => {
      dialog.remove()
      resolve(dialog.returnValue === 'yes')
    }
    document.body.append(dialog)
    dialog.showModal()
  })
