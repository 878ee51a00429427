import path from 'node:path'
import { defineConfig, type UserConfigExport } from '@tarojs/cli'
import dev from './dev'
import prod from './prod'

const root = path.resolve(__dirname, '..')
const NM = '[\\\\/]node_modules[\\\\/]'
/** The rules and the wire are compiled into the app like its own sources. */
const SHARED = [path.join(root, 'domain'), path.join(root, 'contract')]

const base: UserConfigExport = {
  projectName: 'jinlin',
  designWidth: 375,
  deviceRatio: { 375: 2, 750: 1 },
  sourceRoot: 'src',
  outputRoot: process.env.OUTPUT_ROOT ?? `dist/${process.env.TARO_ENV}`,
  alias: { '@': path.join(root, 'src') },
  framework: 'react',
  plugins: [path.join(__dirname, 'spoken.ts')],
  // A prebundle carries React's development build into production and crashes there.
  compiler: { type: 'webpack5', prebundle: { enable: false } },
  cache: { enable: false },
  jsMinimizer: 'terser',
  cssMinimizer: 'csso',
  env: {
    TARO_APP_API_BASE: JSON.stringify(process.env.TARO_APP_API_BASE ?? 'http://127.0.0.1:8080'),
  },
  mini: {
    compile: { include: SHARED },
    optimizeMainPackage: { enable: true },
    // Sizes are written in logical pixels; both targets take them as they are.
    postcss: {
      pxtransform: { enable: false, config: {} },
    },
  },
  h5: {
    compile: { include: SHARED },
    publicPath: './',
    staticDirectory: 'static',
    // As files: written into the scripts, pictures weigh a third more and hold up the first page.
    imageUrlLoaderOption: { limit: 1 },
    router: { mode: 'hash' },
    useHtmlComponents: true,
    output: {
      filename: 'js/[name].[contenthash:8].js',
      chunkFilename: 'js/[name].[contenthash:8].js',
    },
    miniCssExtractPluginOption: {
      ignoreOrder: true,
      filename: 'css/[name].[contenthash:8].css',
      chunkFilename: 'css/[name].[contenthash:8].css',
    },
    postcss: {
      autoprefixer: { enable: true, config: {} },
      pxtransform: { enable: false, config: {} },
    },
    devServer: {
      port: 10086,
      open: false,
      proxy: [
        {
          context: ['/v1', '/photos'],
          target: `http://127.0.0.1:${process.env.PORT ?? 8080}`,
          ws: true,
        },
      ],
    },
    webpackChain(chain) {
      chain.performance.hints(false)
      // For the router alone: fields that people write in are still the library's.
      chain.module
        .rule('tabs-of-our-own')
        .test(new RegExp(`${NM}@tarojs[\\\\/]router[\\\\/]`))
        .resolve.alias.set(
          '@tarojs/components/dist/components$',
          path.join(root, 'src/platform/tab-bar.h5.ts'),
        )
      // Nearly every visit begins there: with the app itself it comes one round trip sooner.
      chain.entry('app').add(path.join(root, 'src/pages/group/index.tsx'))
      if (process.env.NODE_ENV !== 'production') return
      // By default every page carries its own copy of the components.
      chain.optimization.splitChunks({
        chunks: 'all',
        minSize: 8000,
        maxInitialRequests: 20,
        maxAsyncRequests: 20,
        cacheGroups: {
          swiper: {
            name: 'swiper',
            test: new RegExp(`${NM}(swiper|ssr-window|dom7)[\\\\/]`),
            priority: 50,
            chunks: 'async',
          },
          react: {
            name: 'react',
            test: new RegExp(`${NM}(react|react-dom|scheduler|zustand)[\\\\/]`),
            priority: 40,
            chunks: 'all',
          },
          shared: { minChunks: 2, priority: 10, reuseExistingChunk: true, chunks: 'async' },
        },
      })
    },
  },
}

export default defineConfig((merge) =>
  merge({}, base, process.env.NODE_ENV === 'production' ? prod : dev),
)
