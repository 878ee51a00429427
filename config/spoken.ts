import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import { SPOKEN_ATTRIBUTES } from '../src/platform/spoken-attributes'

/** Lets `role` and `aria-…` reach WeChat’s screen reader, which calls the first `aria-role`. */
const spoken = (context: IPluginContext): void => {
  context.registerMethod({
    name: 'onSetupClose',
    fn: ({ template }: Partial<TaroPlatformBase>) => {
      // The browser has no templates, and takes both names as they are.
      if (!template) return
      template.mergeComponents(context, SPOKEN_ATTRIBUTES)
      const nameOf = template.replacePropName.bind(template)
      template.replacePropName = (name, ...rest) =>
        name === 'role' ? 'aria-role' : nameOf(name, ...rest)
    },
  })
}

// Taro takes a plugin by its default export.
export default spoken
