export default defineAppConfig({
  pages: ['pages/group/index', 'pages/report/index', 'pages/nearby/index', 'pages/me/index'],
  subPackages: [
    {
      root: 'resident',
      pages: [
        'sign-in/index',
        'join/index',
        'drafts/index',
        'write/index',
        'my-tickets/index',
        'ticket/index',
        'community-tickets/index',
        'inbox/index',
        'settings/index',
        'privacy/index',
        'announcement/index',
        'announcements/index',
        'order-record/index',
      ],
    },
    {
      root: 'desk',
      pages: [
        'home/index',
        'applications/index',
        'announce/index',
        'announcement/index',
        'announcements/index',
        'members/index',
        'invitation/index',
        'order/index',
        'routing/index',
        'statistics/index',
      ],
    },
    { root: 'gridwork', pages: ['queue/index'] },
    {
      root: 'talk',
      pages: [
        'chat/index',
        'info/index',
        'search/index',
        'groups/index',
        'make/index',
        'rules/index',
        'share/index',
      ],
    },
  ],
  window: {
    navigationStyle: 'default',
    navigationBarBackgroundColor: '@navBackground',
    navigationBarTextStyle: '@navText', // a variable of theme.json
    navigationBarTitleText: '近邻',
    backgroundColor: '@background',
    backgroundTextStyle: '@pullText', // as above
  },
  tabBar: {
    color: '@tabText',
    selectedColor: '#07c160',
    backgroundColor: '@tabBackground',
    borderStyle: '@tabBorder' as never, // as above
    list: [
      {
        pagePath: 'pages/group/index',
        text: '群',
        iconPath: 'assets/tab-group.png',
        selectedIconPath: 'assets/tab-group-on.png',
      },
      {
        pagePath: 'pages/report/index',
        text: '上报',
        iconPath: 'assets/tab-report.png',
        selectedIconPath: 'assets/tab-report-on.png',
      },
      {
        pagePath: 'pages/nearby/index',
        text: '服务',
        iconPath: 'assets/tab-nearby.png',
        selectedIconPath: 'assets/tab-nearby-on.png',
      },
      {
        pagePath: 'pages/me/index',
        text: '我的',
        iconPath: 'assets/tab-me.png',
        selectedIconPath: 'assets/tab-me-on.png',
      },
    ],
  },
  // Fetched while there is a network: a report is often written, a ticket handled where there is none.
  preloadRule: {
    'pages/group/index': { network: 'all', packages: ['resident', 'gridwork'] },
  },
  darkmode: true,
  themeLocation: 'theme.json',
  lazyCodeLoading: 'requiredComponents',
  // Taro's moving pages hide the page below when they have arrived: whoever goes back sooner is left with nothing.
  ...(process.env.TARO_ENV === 'h5' && { animation: false }),
  permission: {
    'scope.userLocation': { desc: '用来填写上报地点、查看附近的工单和服务' },
  },
  requiredPrivateInfos: ['getLocation', 'chooseLocation'],
})
