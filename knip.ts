import type { KnipConfig } from 'knip'

const config: KnipConfig = {
  entry: [
    'scripts/{start,mock,dev,operator,backup,restore,verify-tickets,test,check,bench,walls,check-schema,dev-server,draw-tab-icons}.ts!',
    'bench/*.ts',
    'config/index.ts',
    // Taro loads its plugin by its path.
    'config/spoken.ts',
    // Taro finds these by their place.
    'src/app.tsx!',
    'src/**/*.config.ts!',
    'src/{pages,resident,desk,gridwork,talk}/**/index.tsx!',
    // Twins: each target resolves one of them.
    'src/**/*.{weapp,h5}.{ts,tsx}!',
    // Started by their path, in threads of their own.
    'server/adapters/pglite/thread-main.ts!',
    'server/adapters/zxing/code-thread.ts!',
    'test/**/*.test.{ts,tsx}',
    'test/weapp/host/{screen-environment,app-process}.ts',
    'test/app/support/*.{ts,tsx}',
    // Programs that a test starts, to kill them.
    'test/mock/support/main.ts',
    'test/process/support/{main,watch-fsync,write-notes}.ts',
  ],
  project: ['{src,domain,contract,server,mock,test,bench,config,scripts}/**/*.{ts,tsx}'],
  // Twins again: an import without its ending means either.
  paths: { '@/*': ['./src/*', './src/*.h5.ts', './src/*.h5.tsx'] },
  // Loaded by name: by Taro's command, by what it builds, and by the preset that compiles it.
  ignoreDependencies: [
    '@babel/plugin-transform-class-properties',
    '@babel/runtime',
    '@pmmmwh/react-refresh-webpack-plugin',
    '@tarojs/plugin-framework-react',
    '@tarojs/plugin-platform-h5',
    '@tarojs/plugin-platform-weapp',
    '@tarojs/react',
    '@tarojs/runtime',
    '@tarojs/taro-loader',
    '@tarojs/webpack5-runner',
  ],
  exclude: ['duplicates'],
  ignoreExportsUsedInFile: true,
}

export default config
