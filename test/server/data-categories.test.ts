import { searchCategories } from '../../domain/ticket/category-search'
import { guidanceFor } from '../../domain/ticket/guidance'
import { URGENCIES } from '../../domain/ticket/names'
import { categoryFromGridCode, findCategory, loadCategories } from '../../server/data/categories'
import { loadGridCodes, searchGridCodes } from '../../server/data/grid-codes'
import { RESIDENT_WORDS } from '../../server/data/resident-words'
import { readShippedList } from '../../server/data/shipped-file'

const categories = loadCategories()
const codes = loadGridCodes()

describe('the categories that residents meet', () => {
  test('all 61 of the crosswalk are there, each once, each in one group', () => {
    const shipped = readShippedList<{ id: string }>('grid-crosswalk.json').map(({ id }) => id)
    const worded = Object.values(RESIDENT_WORDS).flatMap((group) => Object.keys(group))

    expect(shipped).toHaveLength(61)
    expect([...worded].sort()).toEqual([...shipped].sort())
    expect(categories.map(({ id }) => id).sort()).toEqual([...shipped].sort())
  })

  test('every code exists in the list it is said to come from', () => {
    const known = new Set(codes.map(({ scheme, code }) => `${scheme}:${code}`))
    const named = categories.flatMap((category) => [
      ...category.codes.chaoyang.map((code) => `chaoyang-2013:${code}`),
      ...(category.codes.cjt214 === null ? [] : [`cjt214:${category.codes.cjt214}`]),
      ...(category.codes.gbt30428 === null ? [] : [`gbt30428-style:${category.codes.gbt30428}`]),
    ])

    expect(named.filter((code) => !known.has(code))).toEqual([])
    expect(named.length).toBeGreaterThan(61)
    expect(
      categories.filter(
        ({ codes: own }) => own.chaoyang.length === 0 && !own.cjt214 && !own.gbt30428,
      ),
    ).toEqual([])
  })

  test('every one has at least six words that neighbours would use, and no word belongs to two', () => {
    const words = categories.flatMap(({ keywords }) => keywords)

    expect(categories.filter(({ keywords }) => keywords.length < 6).map(({ id }) => id)).toEqual([])
    expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([])
    expect(words.filter((word) => word.trim() === '' || word.length > 8)).toEqual([])
  })

  test('every word finds its own category first', () => {
    const astray = categories.flatMap(({ id, zh, keywords }) =>
      [zh, ...keywords].filter((word) => searchCategories(word, categories)[0]?.id !== id),
    )

    expect(astray).toEqual([])
  })

  test('what can kill within hours is an emergency; water, power, heat and lifts are utilities', () => {
    const idsOf = (urgency: string) =>
      categories
        .filter((category) => category.urgency === urgency)
        .map(({ id }) => id)
        .sort()

    expect(categories.filter(({ urgency }) => !URGENCIES.includes(urgency))).toEqual([])
    expect(idsOf('emergency')).toEqual([
      'cable_down',
      'fire_lane_blocked',
      'gas_pipe',
      'heating_pipe',
      'road_collapse',
      'water_main',
    ])
    expect(idsOf('utility')).toEqual(['heating', 'lift', 'power_fault', 'water_cut'])
    expect(idsOf('complex')).toEqual([
      'property_service',
      'roof_leak',
      'tree_felling',
      'unauthorised_building',
    ])
  })

  test('every emergency says whom to call first', () => {
    const silent = categories.filter(
      ({ urgency, outOfScopeHint }) =>
        urgency === 'emergency' && !/1(10|19|20|22)/.test(outOfScopeHint ?? ''),
    )

    expect(silent).toEqual([])
  })

  test('a hint names no telephone but the nation’s own numbers', () => {
    const numbers = categories.flatMap(
      ({ outOfScopeHint }) => outOfScopeHint?.match(/\d{3,}/g) ?? [],
    )

    expect([...new Set(numbers)].sort()).toEqual(['110', '119', '120', '122', '95598'])
  })

  test('limits of the other city stay as they were seen', () => {
    expect(findCategory('sewer_blocked')?.limitHint).toEqual({
      minHours: 1,
      maxHours: 4,
      seen: ['4小时', '1紧急工作时'],
    })
    expect(findCategory('lift')?.limitHint).toBeNull()
  })
})

describe('the three code lists', () => {
  test('there are 593 codes, and their ids are unique although numbers are not', () => {
    expect(codes).toHaveLength(593)
    expect(new Set(codes.map(({ id }) => id)).size).toBe(593)
    expect(new Set(codes.map(({ scheme, code }) => scheme + code)).size).toBeLessThan(593)
  })

  test('digits find codes that begin with them; words find names first, then classes', () => {
    expect(searchGridCodes('200102').map(({ zh }) => zh)).toEqual(['暴露垃圾'])
    expect(searchGridCodes('9015').every(({ code }) => code.startsWith('9015'))).toBe(true)
    expect(searchGridCodes('路灯')[0]?.zh).toBe('路灯')
    expect(searchGridCodes(' 园林绿化 ').length).toBeGreaterThan(5)
    expect(searchGridCodes('street light').map(({ zh }) => zh)).toContain('路灯')
    expect(searchGridCodes('  ')).toEqual([])
    expect(searchGridCodes('没有这样的词')).toEqual([])
  })

  test('searching leaves the list in its order', () => {
    const before = codes.map(({ id }) => id)
    searchGridCodes('路')

    expect(loadGridCodes().map(({ id }) => id)).toEqual(before)
  })

  test('a code can stand for a category, and inherits how urgent its resident category is', () => {
    expect(findCategory('cjt214:event:0403')).toMatchObject({
      zh: '燃气管道破裂',
      urgency: 'emergency',
      group: '井盖与管线',
      codes: { chaoyang: [], cjt214: '0403', gbt30428: null },
    })
    expect(findCategory('cjt214:event:0403')?.outOfScopeHint).toContain('119')
    // The component of the same number is a green belt's, and nobody's emergency.
    expect(findCategory('cjt214:component:0403')?.urgency).toBe('general')
    expect(findCategory('chaoyang-2013:daily-life:90170201')?.group).toBe('宠物与动物')
  })

  test('every code is found again by its id, and an unknown id is nobody', () => {
    expect(codes.filter((code) => findCategory(code.id)?.zh !== code.zh)).toEqual([])
    expect(codes.map(categoryFromGridCode).filter(({ id }) => id.length > 60)).toEqual([])
    expect(findCategory('cjt214:event:9999')).toBeNull()
    expect(findCategory('')).toBeNull()
    expect(findCategory('__proto__')).toBeNull()
  })
})

/** As people say it, with the words around that a list does not have. */
const SAID = [
  ['楼下电梯又坏了', 'lift'],
  ['小孩被困在电梯里', 'lift'],
  ['狗屎没人捡', 'dogs'],
  ['邻居家的狗半夜一直叫', 'dogs'],
  ['垃圾好几天没人收了', 'exposed_refuse'],
  ['有人往楼下扔东西', 'exposed_refuse'],
  ['垃圾桶都满出来了', 'overflowing_bin'],
  ['路边垃圾桶倒了', 'litter_bin'],
  ['屋里特别冷，暖气一点不热', 'heating'],
  ['三号楼前面的路灯一直不亮', 'street_light'],
  ['楼道灯坏了一个月了', 'property_service'],
  ['物业费收了不干活', 'property_service'],
  ['门口有个大坑，老人差点绊倒', 'road_broken'],
  ['有辆车把消防通道堵死了', 'fire_lane_blocked'],
  ['闻到煤气味', 'gas_pipe'],
  ['楼上装修电钻从早响到晚', 'construction_nuisance'],
  ['楼上孩子半夜蹦蹦跳跳太吵', 'domestic_noise'],
  ['广场舞声音太大', 'domestic_noise'],
  ['超市门口大喇叭从早喊到晚', 'commercial_noise'],
  ['顶楼下雨天漏水', 'roof_leak'],
  ['墙皮掉下来砸到车', 'roof_leak'],
  ['井盖没了，太危险！', 'manhole_unknown'],
  ['下水道堵了往外冒脏水', 'sewer_blocked'],
  ['单元门关不上', 'door_access'],
  ['有人在楼道里给电动车充电', 'bike_parking'],
  ['电瓶车推进电梯上楼', 'bike_parking'],
  ['停车位被人装了地锁', 'parking_lock'],
  ['车堵在单元门口出不去', 'car_parking'],
  ['一辆僵尸车停了两年', 'abandoned_vehicle'],
  ['楼下饭店油烟往家里飘', 'cooking_fume'],
  ['晚上烧烤摊一直到半夜', 'open_bbq'],
  ['树枝断了要掉下来', 'street_tree'],
  ['有人偷偷把树砍了', 'tree_felling'],
  ['树上好多虫子', 'plant_pests'],
  ['邻居在绿地里种菜', 'dirty_green'],
  ['健身器材坏了', 'fitness_equipment'],
  ['门口小广告贴满了', 'illegal_flyers'],
  ['楼道堆满了杂物', 'piled_objects'],
  ['旧沙发扔在楼下没人管', 'abandoned_furniture'],
  ['家里停水了', 'water_cut'],
  ['水龙头不出水', 'water_cut'],
  ['水管爆了水往外喷', 'water_main'],
  ['暖气管子爆了', 'heating_pipe'],
  ['又停电了', 'power_fault'],
  ['电箱门一直开着', 'power_facility'],
  ['电线耷拉到地上', 'cable_down'],
  ['路面塌了一块', 'road_collapse'],
  ['一下雨路口就积水', 'road_water'],
  ['雪没人扫，路上结冰了', 'snow_ice'],
  ['轮椅上不去坡道', 'accessibility'],
  ['盲道上停满了车', 'tactile_paving'],
  ['一楼在院子里私自盖房', 'unauthorised_building'],
  ['门口卖水果的把路占了', 'street_vendor'],
  ['餐馆把桌椅摆出来占了便道', 'outside_trading'],
  ['公共厕所又脏又臭', 'public_toilet'],
  ['养鸡天天打鸣', 'poultry'],
  ['灭火器过期了', 'fire_facility'],
] as const

describe('searching by what people say', () => {
  test.each(SAID)('“%s” is %s', (said, id) => {
    expect(searchCategories(said, categories)[0]?.id).toBe(id)
  })

  test('an exact name comes before a beginning, a beginning before a mention, a mention before a part', () => {
    const list = [
      { name: '旧路灯杆', groupName: '其他', keywords: [] },
      { name: '路', groupName: '其他', keywords: [] },
      { name: '路灯井盖', groupName: '其他', keywords: [] },
      { name: '路灯', groupName: '其他', keywords: [] },
    ]

    expect(searchCategories('路灯', list).map(({ name }) => name)).toEqual([
      '路灯',
      '路灯井盖',
      '路',
      '旧路灯杆',
    ])
  })

  test('a longer word says more than a shorter one', () => {
    const [first, second] = searchCategories('电梯里有垃圾没人收', categories)

    expect([first?.id, second?.id]).toEqual(['exposed_refuse', 'lift'])
  })

  test('the name of a group finds all that is in it', () => {
    const found = searchCategories('宠物与动物', categories).map(({ id }) => id)

    expect(found).toEqual(expect.arrayContaining(['dogs', 'poultry']))
  })

  test('blanks, marks and capital letters do not matter', () => {
    const ids = (query: string) => searchCategories(query, categories).map(({ id }) => id)

    expect(ids(' 路 灯，不亮！')).toEqual(ids('路灯不亮'))
    expect(ids('ktv')[0]).toBe('commercial_noise')
  })

  test('nothing typed shows everything in its order; nonsense finds nothing', () => {
    expect(searchCategories(' ， ', categories)).toEqual(categories)
    expect(searchCategories('今天天气真好', categories)).toEqual([])
    expect(searchCategories('xyzzy', categories)).toEqual([])
  })

  test('the phone’s shape of a category is searched alike', () => {
    const onThePhone = categories.map(({ id, zh, group, keywords }) => ({
      id,
      name: zh,
      groupName: group,
      keywords,
    }))

    for (const [said] of SAID)
      expect(searchCategories(said, onThePhone).map(({ id }) => id)).toEqual(
        searchCategories(said, categories).map(({ id }) => id),
      )
  })
})

describe('what must not wait for us', () => {
  test.each([
    ['三楼着火了快来人', '119'],
    ['有人困在电梯里', '119'],
    ['楼道里有煤气味', '119'],
    ['楼下大爷晕倒了', '120'],
    ['两家人打架了', '110'],
    ['电动车被盗', '110'],
    ['小区门口撞车了', '122'],
  ])('“%s” is for %s', (text, call) => {
    expect(guidanceFor(text)?.calls[0]).toBe(call)
    expect(guidanceFor(text)?.sentence).toContain(call)
  })

  test('an everyday report raises no alarm', () => {
    const everyday = SAID.map(([said]) => said).filter((said) => guidanceFor(said) !== null)

    expect(everyday).toEqual(['小孩被困在电梯里', '闻到煤气味', '水管爆了水往外喷'])
    expect(guidanceFor('')).toBeNull()
  })
})
