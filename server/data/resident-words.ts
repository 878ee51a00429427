import type { Urgency } from '../../domain/ticket/names'

/** What we add to a category of the crosswalk, for people: where it stands, how soon it must be answered, what neighbours call it. */
export type ResidentWords = {
  /** General where nothing is said; the reasons stand in README.md. */
  urgency?: Urgency
  /** Words divided by blanks, as somebody would type or say them. */
  keywords: string
  /** What to do first where we are not the first to ask. */
  outOfScopeHint?: string
}

/** Groups in the order in which people meet them, in each the commonest category first. */
export const RESIDENT_WORDS: Record<string, Record<string, ResidentWords>> = {
  环境卫生: {
    exposed_refuse: {
      keywords:
        '垃圾 垃圾没人收 垃圾没清 垃圾乱扔 乱扔垃圾 垃圾堆 楼道垃圾 一堆垃圾 垃圾袋 厨余 生活垃圾 散落垃圾 垃圾臭 高空抛物 往楼下扔东西 楼上扔东西 扔烟头 烟头',
    },
    overflowing_bin: {
      keywords:
        '垃圾桶满 垃圾满了 垃圾桶溢出 垃圾站 垃圾站臭 垃圾箱满 垃圾站满 垃圾桶没清 垃圾桶没倒 桶满 桶站 垃圾分类 混装混运 没人清运',
    },
    litter_bin: {
      keywords:
        '垃圾桶 垃圾桶坏 垃圾桶破 垃圾桶倒 垃圾桶丢 垃圾桶没盖 垃圾桶不够 果皮箱 桶盖 分类桶',
    },
    dirty_road: {
      keywords: '路面脏 路上脏 马路脏 没人扫 没扫地 不扫地 落叶 油污 泥水 撒漏 遗撒 地上脏 路脏',
    },
    piled_objects: {
      keywords:
        '堆杂物 杂物 楼道堆 堆东西 乱堆 占楼道 纸箱 堆纸壳 鞋柜 楼道放东西 楼道杂物 堆放 堆物 过道堵',
    },
    accumulated_muck: {
      keywords: '渣土 装修垃圾 建筑垃圾 砖头 水泥袋 沙堆 土堆 碎砖 渣土堆 装修渣土',
    },
    abandoned_furniture: {
      keywords:
        '旧家具 旧沙发 沙发 床垫 旧柜子 旧床 大件垃圾 大件 旧冰箱 旧马桶 扔沙发 破家具 旧家电 没人要的家具',
    },
    illegal_flyers: {
      keywords:
        '小广告 贴广告 发传单 传单 开锁广告 牛皮癣 涂鸦 乱贴 乱涂乱画 门上广告 塞卡片 喷字 墙上喷',
    },
    public_toilet: {
      keywords: '公厕 厕所 公共厕所脏 厕所臭 厕所堵 厕所没水 厕所没纸 卫生间 旱厕 公厕脏 公厕臭',
    },
  },
  停车与消防: {
    fire_lane_blocked: {
      urgency: 'emergency',
      keywords:
        '消防通道 堵消防通道 消防通道停车 消防车进不来 占用通道 安全出口 疏散通道 逃生通道 生命通道 安全出口堵 安全门锁 防火门堵 救护车进不来 堵住单元门',
      outOfScopeHint:
        '正在着火或冒烟，请先离开并马上打 119。车主联系不上时，可以打 122 请交警帮忙挪车。',
    },
    car_parking: {
      keywords:
        '乱停车 停车 车乱停 违停 汽车 堵门 堵路 车位 占车位 挡路 挡道 车堵 挪车 停车难 堵车 占道停车 开不出来 车出不去 停在门口 车堵门口 门口停车 撞车 车祸 剐蹭 被剐',
      outOfScopeHint: '撞车、剐蹭请打 122；有人受伤请先打 120。',
    },
    bike_parking: {
      keywords:
        '电动车 电瓶车 自行车 共享单车 单车 电动车进楼 电动车上楼 电梯里有电动车 飞线充电 飞线 楼道充电 电动车充电 充电 电池上楼 三轮车 摩托车 单车乱放 电动自行车',
      outOfScopeHint: '正在充电的车冒烟、起火，别去拔插头，请马上离开并打 119。',
    },
    parking_lock: {
      keywords:
        '地锁 装地锁 停车位装地锁 地桩 私装地锁 占车位地锁 停车杆 石墩 私划车位 锥桶 放凳子占位 占位',
    },
    abandoned_vehicle: {
      keywords: '僵尸车 废车 没人要的车 破车 报废车 长期不动的车 废自行车 车没人开 落灰的车',
    },
    fire_facility: {
      keywords:
        '消防栓 消火栓 灭火器 灭火器过期 消防 烟感 喷淋 消防箱 应急灯 消防栓漏水 消防栓没水 消防门 防火门 报警器 着火 起火 冒烟 失火 火灾',
      outOfScopeHint: '看到火苗或冒烟，请先离开并马上打 119，到安全的地方再上报。',
    },
  },
  楼内与物业: {
    lift: {
      urgency: 'utility',
      keywords:
        '电梯 电梯坏 电梯坏了 电梯不动 电梯停了 电梯停运 电梯困人 困在电梯 电梯抖 电梯响 电梯门 电梯掉 电梯按钮 电梯年检 等电梯 没电梯 坐不了电梯',
      outOfScopeHint: '有人困在电梯里：请先按轿厢里的报警按钮，再打 119，别自己扒门。',
    },
    water_cut: {
      urgency: 'utility',
      keywords:
        '没水 停水 断水 水停了 不来水 家里没水 水压 水压低 水小 水龙头没水 没有自来水 什么时候来水 热水没有 水发黄 水质 自来水浑',
    },
    power_fault: {
      urgency: 'utility',
      keywords:
        '停电 没电 断电 跳闸 电线 电线老化 线路 短路 漏电 电表 插座 楼道没电 电压 电闸 冒火花 什么时候来电 全楼没电',
      outOfScopeHint:
        '看到火花、闻到焦味，请离远些、别碰，着火打 119；大片停电可以打供电热线 95598。',
    },
    heating: {
      urgency: 'utility',
      keywords:
        '暖气 暖气不热 不暖和 供暖 不供暖 家里冷 屋里冷 冻死了 温度不够 室温 暖气片 地暖 地暖不热 暖气漏水 暖气没热 没暖气 暖气费',
      outOfScopeHint: '暖气漏水请先关上自家的阀门，再打缴费单上的供热抢修电话。',
    },
    door_access: {
      keywords:
        '门禁 单元门 门禁坏 单元门坏 楼门 防盗门 大门 进不去门 门打不开 门关不上 刷卡 门禁卡 门铃 对讲 可视对讲 门锁坏 人脸识别 道闸 门没锁 门锁',
    },
    roof_leak: {
      urgency: 'complex',
      keywords:
        '漏雨 漏水 屋顶漏水 楼顶漏 房顶漏 顶楼漏 渗水 墙渗水 外墙渗水 楼上漏水 天花板 墙皮 墙皮掉 外墙脱落 外墙掉 发霉 防水 返潮 瓷砖掉 墙裂 漏到我家 卫生间漏',
      outOfScopeHint: '水流到灯和插座上，请先拉下电闸，离远些。',
    },
    property_service: {
      urgency: 'complex',
      keywords:
        '物业 物业不管 物业费 保安 保洁 物业没人 物业态度 物业电话打不通 楼道灯 楼道没灯 楼道灯不亮 声控灯 楼道脏 没人打扫楼道 管家 停车费 收费 维修基金 业委会 监控 摄像头 楼道窗户 楼梯扶手',
    },
    unauthorised_building: {
      urgency: 'complex',
      keywords:
        '违建 私搭 搭棚 加盖 私自盖房 违章建筑 圈地 圈院子 院子圈起来 占绿地盖 阳光房 扩建 搭阳台 彩钢房 拆墙 砸墙 承重墙 开墙打洞 挖地下室 盖房子 群租 隔断',
    },
  },
  噪音与油烟: {
    domestic_noise: {
      keywords:
        '吵 噪音 邻居吵 楼上吵 楼上太吵 太吵 扰民 跳舞 广场舞 跳绳 弹琴 钢琴 音响 唱歌 麻将 半夜吵 脚步声 楼上走路 睡不着 孩子跑跳 拖椅子 咚咚响 大声说话 放音乐 嗡嗡响',
      outOfScopeHint: '夜里吵得厉害又劝不住，可以打 110 请民警来劝。',
    },
    commercial_noise: {
      keywords:
        '喇叭 叫卖 商家喇叭 店里音乐 大喇叭 空调外机 KTV 酒吧 饭店吵 商店吵 外机响 促销喇叭 超市音响 收废品喇叭 风机',
    },
    construction_nuisance: {
      keywords:
        '装修 装修噪音 施工 电钻 敲墙 砸墙声 夜间施工 半夜施工 工地 工地吵 冲击钻 打桩 施工噪音 周末装修 中午装修 施工扰民 切割机',
    },
    construction_dust: {
      keywords: '扬尘 尘土飞扬 灰尘 灰大 尘土 工地灰 没盖网 工地没洒水 渣土车 一路灰 土大 刮土',
    },
    cooking_fume: {
      keywords:
        '油烟 饭店油烟 餐馆油烟 油烟味 烟道 烟囱 油烟机 炒菜味 呛人 饭馆味 排烟管 烟道串味 楼下饭店烟',
    },
    open_bbq: { keywords: '烧烤 撸串 烤串 露天烧烤 烧烤摊 烤羊肉串 烧烤味 烧烤烟' },
    burning: {
      keywords:
        '烧垃圾 烧树叶 烧纸 烧纸钱 烧秸秆 焚烧 点火 烧东西 烧塑料 放鞭炮 鞭炮 烟花 上坟烧纸',
      outOfScopeHint: '火势变大请马上打 119。',
    },
  },
  道路与路灯: {
    street_light: {
      keywords:
        '路灯不亮 路灯坏 路灯 灯不亮 灯坏了 没路灯 太黑 黑漆漆 路灯闪 路灯杆 灯杆歪 小区灯 看不见路 夜里黑 路灯白天亮 摸黑',
    },
    road_broken: {
      keywords:
        '路坏 路面坏 坑 大坑 坑洼 路不平 路破 路面破损 地砖 砖松 地砖松动 地砖翘 台阶坏 台阶 绊倒 减速带 裂缝 修路 路面裂 人行道坏',
    },
    road_water: {
      keywords:
        '积水 路上积水 水坑 下雨积水 淹了 路淹了 水排不走 排水不畅 一下雨就淹 蹚水 地下车库进水',
      outOfScopeHint: '积水深时别蹚水，离井盖和电线杆远些；有人被困请打 119。',
    },
    snow_ice: {
      keywords: '积雪 结冰 路滑 扫雪 下雪 冰 铲雪 没扫雪 滑倒 冰溜子 地上结冰 雪没人扫',
      outOfScopeHint: '有人摔倒起不来，别急着扶，请打 120。',
    },
    road_collapse: {
      urgency: 'emergency',
      keywords: '塌陷 路塌 路面塌 地陷 塌了 塌坑 地面下沉 下陷 陷下去 路面鼓包 大洞 地面空了',
      outOfScopeHint: '请离塌陷边缘远些，提醒路人绕开；有人或车掉下去，请马上打 119。',
    },
    accessibility: {
      keywords:
        '无障碍 坡道 轮椅 轮椅上不去 无障碍坡道 扶手 残疾人通道 婴儿车 没有坡道 坡道坏 盲道坏',
    },
    tactile_paving: { keywords: '盲道 占盲道 盲道停车 盲道被占 车停盲道 盲道上放东西 盲道堵' },
    guard_rail: {
      keywords: '护栏 栏杆 护栏坏 护栏倒 隔离栏 隔离墩 护栏歪 栏杆断 车挡 护栏缺',
      outOfScopeHint: '刚撞坏护栏的事故请打 122；有人受伤请先打 120。',
    },
    street_name: { keywords: '路牌 路名 楼牌 门牌 楼号 路牌歪 路牌掉 指示牌 门牌掉 楼号看不清' },
  },
  井盖与管线: {
    sewer_blocked: {
      keywords:
        '下水道 下水道堵 堵了 马桶堵 反味 返水 污水 污水外溢 冒粪水 粪水 化粪池 下水堵 厨房下水 地漏 管道堵 臭水 污水井冒 下水道臭 下水慢',
    },
    manhole_sewage: {
      keywords: '污水井盖 污水井 化粪池盖 粪井盖 污水井盖丢 污水井盖坏 下水井盖',
      outOfScopeHint:
        '井盖缺了会要命：请先拦一拦路人、放个醒目的东西；有人掉下去请马上打 119、120。',
    },
    manhole_storm: {
      keywords: '雨水井盖 雨水井 雨水井盖丢 雨水井盖坏 雨水井盖响 雨水井盖没了 雨水井没盖',
      outOfScopeHint:
        '井盖缺了会要命：请先拦一拦路人、放个醒目的东西；有人掉下去请马上打 119、120。',
    },
    manhole_unknown: {
      keywords:
        '井盖 井盖坏 井盖丢了 井盖没了 井盖响 井盖松 井盖翘 井盖塌 井盖被偷 窨井盖 没井盖 井没盖 缺井盖 井盖破',
      outOfScopeHint:
        '井盖缺了会要命：请先拦一拦路人、放个醒目的东西；有人掉下去请马上打 119、120。',
    },
    storm_grate: {
      keywords: '雨水篦子 雨篦子 篦子 箅子 雨水口 雨水口堵 排水口 下水篦子 篦子堵 篦子坏',
    },
    water_main: {
      urgency: 'emergency',
      keywords:
        '水管 水管爆 爆水管 水管破 水管裂 水管漏 水管漏水 跑水 喷水 自来水管 冒水 自来水漏 地下冒水 马路冒水 水哗哗流',
      outOfScopeHint: '水大、漫进楼里，请先打水费单上的自来水抢修电话；有人被困打 119。',
    },
    gas_pipe: {
      urgency: 'emergency',
      keywords:
        '煤气 燃气 天然气 煤气味 燃气味 煤气漏 燃气泄漏 煤气泄漏 漏气 天然气味 煤气管 燃气管 闻到煤气 臭鸡蛋味 没煤气 停气',
      outOfScopeHint:
        '请先离开：别开关电器、别在屋里打电话；能关阀开窗就关阀开窗。到室外后马上打 119 和燃气公司的抢修电话，再来上报。',
    },
    heating_pipe: {
      urgency: 'emergency',
      keywords:
        '暖气管 暖气管爆 热力管 热水管 热力管道 地下冒热气 冒蒸汽 冒热气 暖气管漏 热力井 热水喷 路面冒气',
      outOfScopeHint:
        '热水和蒸汽会烫伤人，请离远些、提醒路人，先打缴费单上的供热抢修电话；有人烫伤打 120。',
    },
    cable_down: {
      urgency: 'emergency',
      keywords:
        '电线掉 电线断 电线垂 电线耷拉 线掉下来 电缆 电缆断 网线 网线掉 电线杆 线垂 空中线 飞线乱 线缆 电线杆歪 电线杆倒 光缆 电线落地',
      outOfScopeHint:
        '请当它带电：离开 8 米以上，别碰线，也别碰挨着它的树和水，先打供电热线 95598；有人触电打 120，别用手拉。',
    },
  },
  宠物与动物: {
    dogs: {
      keywords:
        '狗 狗屎 狗粪 狗便 狗拉屎 遛狗 不拴绳 没拴绳 不牵绳 狗叫 大狗 大型犬 恶犬 狗咬人 被狗咬 狗吓人 流浪狗 养狗 狗尿 犬 宠物',
      outOfScopeHint: '被狗咬了请先用肥皂水冲洗十五分钟，尽快去医院打疫苗；狗正在伤人请打 110。',
    },
    poultry: {
      keywords: '养鸡 养鸭 鸡叫 公鸡 打鸣 鸡鸭鹅 养鸽子 鸽子 鸽子粪 养兔子 养羊 家禽 鸡粪 鸡窝',
    },
  },
  绿化: {
    street_tree: {
      keywords:
        '树 树枝 树倒 树枝断 树枝掉 树挡光 树挡窗户 修剪 剪树 树歪 枯树 死树 树太高 大树 树枝挡路 树压车 修树',
      outOfScopeHint: '树要倒、压着电线，请离远些；压到人请马上打 119、120。',
    },
    dirty_green: {
      keywords:
        '草坪 草地 绿地 花坛 绿地垃圾 草坪垃圾 毁绿 绿地种菜 种菜 踩草坪 草太高 杂草 绿化带脏 绿化带垃圾 绿化 绿化带',
    },
    plant_pests: {
      keywords:
        '虫子 虫害 树上有虫 蚜虫 毛毛虫 吊死鬼 白蛾 打药 飞絮 杨絮 柳絮 蚊子 蚊虫 蟑螂 老鼠 灭鼠 除虫',
    },
    tree_felling: {
      urgency: 'complex',
      keywords: '砍树 伐树 锯树 偷砍树 把树砍了 移树 剥树皮 树被砍 乱砍',
    },
  },
  设施与街面: {
    fitness_equipment: {
      keywords:
        '健身器材 健身器 器材坏 健身 单杠 滑梯 秋千 儿童乐园 游乐设施 篮球场 篮筐 乒乓球台 跷跷板 健身路径',
    },
    bench: { keywords: '长椅 椅子 座椅 凳子 椅子坏 长椅坏 没地方坐 石凳 座椅断 凉亭' },
    notice_board: { keywords: '宣传栏 公告栏 宣传栏坏 玻璃碎 公告栏破 展板 宣传栏脏 告示栏' },
    telecom_box: {
      keywords: '通信箱 电信箱 光纤箱 网络箱 交接箱 光交箱 宽带箱 箱门开着 弱电箱 通讯箱 电话箱',
    },
    power_facility: {
      keywords:
        '配电箱 电箱 变压器 配电房 变电箱 电表箱 电箱门 电箱门开 电箱门开着 电箱开着 电线裸露 变压器响 电力箱 箱变 充电桩',
      outOfScopeHint: '箱门敞着、线露着，请别碰，看住孩子，先打供电热线 95598。',
    },
    street_vendor: {
      keywords:
        '摆摊 小贩 流动摊 地摊 游商 占道经营 卖菜的 卖早点 煎饼摊 卖煎饼 占道卖 三轮车卖 早餐摊 摊贩 卖水果的 无照 路边摊',
    },
    outside_trading: {
      keywords:
        '店外 占人行道 店门口摆 货摆出来 桌椅摆出来 出店经营 门口摆货 饭店门口摆桌 占道摆货 摆到外面',
    },
  },
}
