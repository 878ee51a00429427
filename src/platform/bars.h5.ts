import './bars.scss'

/** In the browser the bars stand beside the pages and take their colours from the root. */
export const paintBars = (theme: 'auto' | 'light' | 'dark'): void => {
  document.documentElement.dataset.theme = theme
}
