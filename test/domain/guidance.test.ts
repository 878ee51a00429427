import { callsIn, guidanceFor } from '../../domain/ticket/guidance'

describe('what must not wait for us', () => {
  test.each([
    ['厨房着火了', '119'],
    ['有人被困在电梯里', '119'],
    ['老人晕倒在楼道', '120'],
    ['有人撬锁', '110'],
    ['楼下有人打人了', '110'],
    ['孩子被打伤了', '110'],
    ['爷爷好像突然中风', '120'],
    ['门口撞车了', '122'],
  ])('%s: %s', (text, call) => {
    const help = guidanceFor(text)

    expect(help?.calls[0]).toBe(call)
    expect(help?.sentence).toMatch(new RegExp(`${call}.*上报`))
  })

  test.each([
    '路灯坏了',
    '火锅店油烟大',
    '拨打人工台没人接',
    '楼道中风特别大',
    '没人打人行道上的雪',
    '',
  ])('“%s” is an everyday matter', (text) => {
    expect(guidanceFor(text)).toBeNull()
  })
})

describe('what others mend sooner', () => {
  test.each([
    ['厨房一股燃气味', ['119', 'gas']],
    ['门口自来水管爆了水管爆了', ['water']],
    ['从昨晚开始小区停电', ['95598']],
    ['社保断了怎么补', ['12345']],
  ])('%s', (text, calls) => {
    expect(guidanceFor(text)?.calls).toEqual(calls)
  })

  test.each(['家里停电了一会儿又来了', '水管滴水', '公交站牌歪了'])('“%s” is for us', (text) => {
    expect(guidanceFor(text)).toBeNull()
  })
})

test('the numbers of a category’s hint can be rung, and nothing that only looks like one', () => {
  expect(callsIn('撞车、剐蹭请打 122；有人受伤请先打 120。')).toEqual(['120', '122'])
  expect(callsIn('先打供电热线 95598。')).toEqual(['95598'])
  expect(callsIn('离开 1200 米')).toEqual([])
})
