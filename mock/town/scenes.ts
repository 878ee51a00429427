/** What a sample picture shows. Drawn, so that nobody takes it for a photo of a real place. */
export const SCENES = [
  'bins',
  'bins-emptied',
  'lamp',
  'manhole',
  'manhole-mended',
  'fire-lane',
  'fire-lane-clear',
  'puddle',
  'door',
  'tree',
  'tree-fenced-off',
  'bench',
  'bench-mended',
  'flyers',
  'wall-clean',
  'muck',
  'muck-gone',
  'roof',
  'roof-covered',
  'glass',
  'swept',
] as const
export type Scene = (typeof SCENES)[number]

/** All scenes are drawn on a ground of this size. */
export const WIDTH = 960
export const HEIGHT = 720

const rect = (x: number, y: number, w: number, h: number, fill: string, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`
const oval = (x: number, y: number, rx: number, ry: number, fill: string, more = ''): string =>
  `<ellipse cx="${x}" cy="${y}" rx="${rx}" ry="${ry}" fill="${fill}" ${more}/>`
const shape = (d: string, fill: string, more = ''): string =>
  `<path d="${d}" fill="${fill}" ${more}/>`
const line = (d: string, stroke: string, width: number): string =>
  `<path d="${d}" fill="none" stroke="${stroke}" stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"/>`
const shadow = (x: number, y: number, rx: number): string =>
  oval(x, y, rx, rx / 7, '#3c3a33', 'opacity=".22"')
const times = (count: number, draw: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => draw(index)).join('')

const house = (x: number, floors: number, columns: number, wall: string): string => {
  const top = 430 - floors * 74
  return (
    rect(x, top, columns * 84 + 26, 430 - top, wall) +
    rect(x - 8, top - 12, columns * 84 + 42, 14, '#8d7a64') +
    times(floors * columns, (index) => {
      const left = x + 22 + (index % columns) * 84
      const up = top + 16 + Math.floor(index / columns) * 74
      const window =
        rect(left, up, 54, 42, '#8fb2c4', 'rx="2"') + rect(left + 25, up, 4, 42, '#eef3f5')
      // Every third window has its air conditioner, as such houses have.
      return window + (index % 3 === 1 ? rect(left + 36, up + 45, 26, 17, '#f2f0ea', 'rx="2"') : '')
    })
  )
}

const leafyTree = (x: number, y: number, size: number): string =>
  rect(x - size * 0.08, y - size, size * 0.16, size, '#7a5a3e') +
  oval(x, y - size * 1.5, size * 0.62, size * 0.7, '#6f9f5f') +
  oval(x - size * 0.3, y - size * 1.25, size * 0.44, size * 0.46, '#7fae6c') +
  oval(x + size * 0.32, y - size * 1.2, size * 0.4, size * 0.42, '#639255')

const SKY =
  '<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#a9d2ea"/><stop offset="1" stop-color="#eaf4f6"/></linearGradient>'
const NIGHT =
  '<linearGradient id="night" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#101b3a"/><stop offset="1" stop-color="#34426b"/></linearGradient>'

/** Between the slabs of such a quarter, on a clear day. */
const YARD =
  SKY +
  rect(0, 0, WIDTH, 440, 'url(#sky)') +
  oval(760, 96, 90, 24, '#fff', 'opacity=".8"') +
  oval(820, 112, 70, 20, '#fff', 'opacity=".8"') +
  house(-40, 4, 5, '#d9bf98') +
  house(560, 3, 5, '#cfae8d') +
  leafyTree(500, 446, 76) +
  leafyTree(935, 446, 64) +
  rect(0, 430, WIDTH, 34, '#93b37c') +
  rect(0, 460, WIDTH, 12, '#e3ded1') +
  rect(0, 472, WIDTH, 248, '#bdb7a9') +
  line('M0 560H960M0 650H960', '#aba597', 3) +
  line('M180 472L120 720M420 472L400 720M660 472L690 720M880 472L950 720', '#aba597', 3)

/** The staircase of a block. */
const HALL =
  rect(0, 0, WIDTH, 540, '#efe9dc') +
  rect(0, 330, WIDTH, 210, '#a9c5b5') +
  rect(0, 326, WIDTH, 6, '#7f9f8e') +
  rect(0, 540, WIDTH, 180, '#b8b0a2') +
  line('M0 600H960M0 665H960M240 540L160 720M480 540V720M720 540L800 720', '#a69e90', 3)

const NIGHT_YARD =
  NIGHT +
  rect(0, 0, WIDTH, 460, 'url(#night)') +
  times(14, (index) => oval((index * 137) % 960, 20 + ((index * 61) % 150), 2, 2, '#dfe6ff')) +
  rect(40, 150, 420, 310, '#2a2f45') +
  times(15, (index) =>
    rect(
      70 + (index % 5) * 78,
      180 + Math.floor(index / 5) * 88,
      48,
      40,
      index % 4 === 0 ? '#f1cf7f' : '#1c2136',
      'rx="2"',
    ),
  ) +
  rect(0, 456, WIDTH, 264, '#2b3040') +
  line('M300 720L560 456M860 720L640 456', '#3c4257', 6)

const bin = (x: number, colour: string, lid: string, isOpen: boolean): string =>
  shadow(x + 85, 642, 110) +
  shape(`M${x} 400h170l-16 240h-138z`, colour) +
  line(`M${x + 50} 430l6 180M${x + 85} 430v180M${x + 120} 430l-6 180`, lid, 5) +
  oval(x + 32, 640, 15, 15, '#33363a') +
  oval(x + 138, 640, 15, 15, '#33363a') +
  (isOpen
    ? shape(`M${x - 6} 396l24-84 150-14 8 20z`, lid)
    : rect(x - 10, 380, 190, 26, lid, 'rx="10"'))

const bag = (x: number, y: number, size: number, colour: string): string =>
  shape(
    `M${x - size} ${y}q-8-${size} ${size * 0.7}-${size * 1.15}l${size * 0.3}-18 ${size * 0.3} 18q${size * 0.9} 10 ${size * 0.7} ${size * 1.15}z`,
    colour,
  )

const BINS_FULL =
  bin(330, '#3f8f63', '#2c6e4a', true) +
  bin(540, '#4a78b5', '#345a8c', true) +
  bag(400, 404, 56, '#2d3035') +
  bag(470, 404, 46, '#e6e2d6') +
  bag(600, 404, 54, '#e9dfc4') +
  bag(670, 404, 48, '#3a3d43') +
  shadow(300, 672, 120) +
  bag(240, 668, 66, '#26292d') +
  bag(340, 676, 54, '#e2ddd0') +
  shadow(760, 676, 120) +
  bag(740, 672, 64, '#33363b') +
  bag(830, 676, 46, '#d8c7a0') +
  rect(430, 650, 90, 34, '#c79a62', 'transform="rotate(-8 475 667)"')

const BINS_EMPTIED = bin(330, '#3f8f63', '#2c6e4a', false) + bin(540, '#4a78b5', '#345a8c', false)

const LAMP_DARK =
  shape('M560 690h36V180q0-34 34-34h130v16h-122q-22 0-22 24v504z', '#6a7284') +
  shape('M744 138h104l-14 40h-76z', '#4a5064') +
  oval(578, 692, 54, 12, '#1f2432') +
  line('M300 560q40-30 80 0', '#454c64', 5)

const MANHOLE_OPEN =
  oval(480, 600, 240, 76, '#8d887b') +
  oval(480, 596, 205, 62, '#17191b') +
  oval(480, 590, 170, 40, '#0c0d0e') +
  `<g transform="rotate(-13 640 560)">${oval(640, 552, 205, 60, '#6d7074')}${oval(640, 544, 205, 60, '#868a8f')}${oval(640, 544, 160, 45, 'none', 'stroke="#6d7074" stroke-width="8"')}</g>` +
  shadow(220, 640, 80) +
  shape('M160 640l46-170h28l46 170z', '#e8692f') +
  shape('M190 570h60l10 34h-80z', '#f6efe4')

const MANHOLE_MENDED =
  oval(480, 604, 250, 80, '#a49e90') +
  oval(480, 598, 215, 64, '#8b8f94') +
  oval(480, 598, 170, 48, 'none', 'stroke="#6f7378" stroke-width="8"') +
  line('M310 598H650M480 550V646M370 565L590 631M590 565L370 631', '#6f7378', 6)

const LANE =
  shape('M250 720L400 472h200l180 248z', '#8f8b83') +
  line('M330 672H708M380 592H660M418 522H624', '#f0c23b', 14) +
  rect(790, 330, 110, 78, '#cf3a2f', 'rx="6"') +
  rect(840, 408, 10, 100, '#777') +
  line('M812 356h66M812 382h66', '#fff', 10)

const CAR =
  shadow(515, 668, 240) +
  shape('M300 650q-16-92 44-106l46-96q8-18 30-18h190q22 0 30 18l46 96q60 14 44 106z', '#c8453a') +
  shape('M410 458h90v84h-132zM520 458h92l42 84h-134z', '#bcd7e2') +
  rect(300, 596, 430, 16, '#a93329') +
  oval(388, 652, 46, 46, '#2a2c2f') +
  oval(388, 652, 20, 20, '#c7cbd0') +
  oval(642, 652, 46, 46, '#2a2c2f') +
  oval(642, 652, 20, 20, '#c7cbd0') +
  rect(300, 566, 36, 22, '#ffe7a6', 'rx="6"')

const PUDDLE =
  shape(
    'M150 610q60-90 250-70 120-44 250-6 160-14 190 70 10 82-190 84-160 40-320 4-190-4-180-82z',
    '#7fa6bd',
  ) +
  shape('M210 612q60-56 190-44 130-34 240-4 110-8 130 44-90 40-250 30-200 20-310-26z', '#9dc1d3') +
  line('M330 592q50-18 100 0M520 626q60-20 120 0M430 664q46-14 92 0', '#d6e8ef', 7)

const DOOR =
  rect(270, 90, 420, 470, '#6b7a80') +
  rect(294, 114, 176, 446, '#93a7ae') +
  rect(316, 150, 132, 150, '#c9dde4') +
  shape('M494 114l150 40v470l-150-64z', '#7e939b') +
  shape('M516 160l104 26v128l-104-14z', '#b5ccd5') +
  oval(520, 372, 13, 13, '#d3aa3c') +
  rect(724, 250, 84, 130, '#4b5257', 'rx="8"') +
  rect(738, 264, 56, 38, '#8d2d2d', 'rx="4"') +
  times(9, (index) =>
    oval(748 + (index % 3) * 18, 322 + Math.floor(index / 3) * 18, 6, 6, '#aab2b7'),
  ) +
  line('M494 556L640 620', '#4f5b60', 8)

const BROKEN_TREE =
  shadow(470, 650, 190) +
  shape('M430 650q24-150 20-330h60q-2 190 24 330z', '#7a5a3e') +
  oval(470, 190, 180, 120, '#6f9f5f') +
  oval(360, 250, 120, 84, '#7fae6c') +
  oval(560, 160, 120, 80, '#639255') +
  shape('M504 330l150 60 70 130-26 8-72-108-128-48z', '#8a6747') +
  oval(720, 550, 120, 66, '#5f8f51') +
  oval(660, 590, 84, 46, '#73a35f') +
  line('M520 322l16-18M516 340l26-4', '#e9d2ae', 8)

const TAPE =
  rect(190, 470, 16, 190, '#e8692f') +
  rect(850, 470, 16, 190, '#e8692f') +
  line('M198 520Q520 560 858 520', '#f5d043', 20) +
  times(9, (index) =>
    shape(
      `M${230 + index * 70} ${526 + Math.abs(4 - index) * -1 + 12}l22 2-10 14-22-2z`,
      '#3a3a3a',
    ),
  )

const bench = (seatTilt: number, leg: string): string =>
  shadow(480, 668, 300) +
  `<g transform="rotate(${seatTilt} 220 560)">${times(3, (index) => rect(200, 372 + index * 44, 560, 30, index === 1 ? '#a9713f' : '#b97f4a', 'rx="6"'))}${times(2, (index) => rect(190, 530 + index * 34, 580, 28, '#b0773f', 'rx="6"'))}</g>` +
  rect(236, 560, 26, 106, '#4d5358') +
  leg

const FLYERS = times(11, (index) => {
  const x = 90 + (index % 4) * 210 + ((index * 37) % 50)
  const y = 70 + Math.floor(index / 4) * 150 + ((index * 53) % 40)
  const colour = ['#fff6c9', '#fbe0dd', '#e3eefb', '#ffffff'][index % 4] ?? '#fff'
  return `<g transform="rotate(${((index * 29) % 22) - 11} ${x} ${y})">${rect(x, y, 130, 96, colour, 'stroke="#cbbfa8" stroke-width="2"')}${rect(x + 14, y + 14, 102, 20, '#d2493c')}${line(`M${x + 16} ${y + 50}h96M${x + 16} ${y + 68}h70`, '#8d8d8d', 6)}</g>`
})

const CLEAN_WALL =
  rect(110, 90, 60, 236, '#f6f2e8') +
  rect(640, 110, 200, 150, '#fff', 'stroke="#7f9f8e" stroke-width="8"') +
  line('M670 150h140M670 186h140M670 222h90', '#9fb5aa', 8) +
  line('M40 470H920', '#c9dccf', 5)

const MUCK =
  shadow(480, 668, 360) +
  shape('M150 670q40-130 150-150 60-90 170-70 120-30 190 70 130 30 160 150z', '#b9a58c') +
  shape('M250 670q50-110 150-110t160 110z', '#a08c74') +
  rect(330, 470, 150, 60, '#c9c0b2', 'transform="rotate(-18 400 500)"') +
  rect(560, 520, 170, 46, '#b5523f', 'transform="rotate(14 640 540)"') +
  rect(600, 590, 120, 40, '#c2604b', 'transform="rotate(-8 660 610)"') +
  line('M300 560L190 400M620 500L720 380', '#8a6a45', 16) +
  bag(230, 670, 70, '#e9e4d8') +
  bag(760, 672, 76, '#ded7c6')

const SWEPT_GROUND =
  line('M240 600q120-24 240 0M480 650q130-26 250 0M170 660q80-18 160 0', '#cfc9bc', 6) +
  shape('M770 640l60-300 14 4-46 300z', '#a87c4d') +
  shape('M742 640h86l14 56h-116z', '#d9b25f')

const LEAK =
  rect(0, 0, WIDTH, 120, '#e0d8c8') +
  shape('M250 120q-30 90 60 120 40 60 150 30 120 40 190-40 90-20 50-110z', '#c9b48f') +
  shape('M330 120q0 60 70 80 80 30 150-10 60-20 50-70z', '#b59c72') +
  times(5, (index) =>
    shape(`M${350 + index * 62} ${270 + (index % 3) * 56}q-14 24 0 32 14-8 0-32z`, '#7fb0cb'),
  ) +
  shadow(480, 640, 130) +
  shape('M380 520h200l-24 120h-152z', '#5d8fbf') +
  oval(480, 520, 100, 20, '#8fbad6')

const COVERED =
  rect(0, 0, WIDTH, 120, '#e0d8c8') +
  shape('M180 96h600l-30 190q-120 40-270 26-160 12-270-26z', '#5a86b8') +
  line('M300 100l-10 196M480 100v212M660 100l10 196', '#47709f', 5) +
  times(4, (index) => oval(220 + index * 174, 104, 12, 12, '#e8e2d2'))

const GLASS = times(22, (index) => {
  const x = 220 + ((index * 97) % 540)
  const y = 540 + ((index * 53) % 140)
  const size = 14 + ((index * 31) % 30)
  return shape(
    `M${x} ${y}l${size} ${-size * 0.4} ${size * 0.3} ${size * 0.6} ${-size * 0.9} ${size * 0.3}z`,
    index % 2 ? '#e4f3f1' : '#9cc9c1',
    'stroke="#6fa59b" stroke-width="2"',
  )
})

const DRAWN: Record<Scene, string> = {
  bins: YARD + BINS_FULL,
  'bins-emptied': YARD + BINS_EMPTIED,
  lamp: NIGHT_YARD + LAMP_DARK,
  manhole: YARD + MANHOLE_OPEN,
  'manhole-mended': YARD + MANHOLE_MENDED,
  'fire-lane': YARD + LANE + CAR,
  'fire-lane-clear': YARD + LANE,
  puddle: YARD + PUDDLE,
  door: HALL + DOOR,
  tree: YARD + BROKEN_TREE,
  'tree-fenced-off': YARD + BROKEN_TREE + TAPE,
  bench: YARD + bench(7, rect(690, 590, 26, 84, '#4d5358', 'transform="rotate(34 703 590)"')),
  'bench-mended': YARD + bench(0, rect(698, 560, 26, 106, '#4d5358')),
  flyers: HALL + FLYERS,
  'wall-clean': HALL + CLEAN_WALL,
  muck: YARD + MUCK,
  'muck-gone': YARD + SWEPT_GROUND,
  roof: HALL + LEAK,
  'roof-covered': HALL + COVERED,
  glass: YARD + GLASS,
  swept: YARD + SWEPT_GROUND,
}

export const drawnAs = (scene: Scene): string => DRAWN[scene]
