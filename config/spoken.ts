import type { IPluginContext, TaroPlatformBase } from '@tarojs/service'
import { SPOKEN_ATTRIBUTES } from '../src/platform/spoken-attributes'

/** What we need of Taro’s template; the second is protected there, and there is no other way to name an attribute. */
interface Template {
  mergeComponents(context: IPluginContext, components: typeof SPOKEN_ATTRIBUTES): void
  replacePropName(name: string, ...rest: unknown[]): string
}

/** Lets `role` and `aria-…` reach WeChat’s screen reader, which calls the first `aria-role`. */
const spoken = (context: IPluginContext): void => {
  context.registerMethod({
    name: 'onSetupClose',
    fn: (platform: Partial<TaroPlatformBase>) => {
      const template = platform.template as unknown as Template | undefined // see Template
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
