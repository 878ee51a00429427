import type { Question } from '../../domain/ticket/questions'

/** What helps whoever has to come; nobody must answer in order to report, unless the street decides so. */
type Shipped = Pick<Question, 'code' | 'kind' | 'words'> & {
  hint?: string
  choices?: Record<string, string>
}

const SHIPPED: Record<string, readonly Shipped[]> = {
  street_light: [
    { code: 'pole', kind: 'text', words: '灯杆上的编号', hint: '杆子上贴的一串数字，看不清可以不填' },
    {
      code: 'fault',
      kind: 'choice',
      words: '灯怎么了',
      choices: { dark: '不亮', flickering: '一闪一闪', by_day: '白天也亮', leaning: '灯杆歪了' },
    },
    { code: 'count', kind: 'number', words: '几盏灯有问题' },
  ],
  lift: [
    {
      code: 'fault',
      kind: 'several',
      words: '电梯怎么了',
      choices: { stopped: '停着不动', door: '门关不严', noise: '有怪声', level: '停不平层' },
    },
    { code: 'since', kind: 'date', words: '从哪天开始的' },
  ],
  car_parking: [
    { code: 'color', kind: 'text', words: '什么颜色、什么样的车', hint: '不用写车牌，照片里看得清就行' },
    {
      code: 'blocks',
      kind: 'several',
      words: '挡住了什么',
      choices: { door: '单元门', road: '车道', lane: '消防通道', ramp: '无障碍坡道' },
    },
  ],
  overflowing_bin: [
    {
      code: 'kind',
      kind: 'several',
      words: '哪种桶',
      choices: { kitchen: '厨余', other: '其他', recyclable: '可回收', hazardous: '有害' },
    },
    { code: 'since', kind: 'date', words: '从哪天开始满的' },
  ],
}

export interface ShippedQuestion extends Question {
  categoryId: string
  sort: number
}

export const loadQuestions = (): ShippedQuestion[] =>
  Object.entries(SHIPPED).flatMap(([categoryId, questions]) =>
    questions.map(({ hint, choices, ...question }, sort) => ({
      ...question,
      categoryId,
      sort,
      isRequired: false,
      hint: hint ?? null,
      choices: Object.entries(choices ?? {}).map(([key, name]) => ({ key, name })),
    })),
  )
