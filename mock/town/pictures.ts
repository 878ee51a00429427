import sharp from 'sharp'

/** What a sample picture shows. Drawn, so that nobody takes it for a photo of a real place. */
export type Scene =
  | 'bins'
  | 'lamp'
  | 'manhole'
  | 'fire-lane'
  | 'puddle'
  | 'door'
  | 'tree'
  | 'bench'
  | 'tidy'
  | 'lit'
  | 'fixed'
  | 'clear'

const GROUND =
  '<rect y="560" width="1200" height="340" fill="#b9b4a7"/><rect width="1200" height="560" fill="#cfe3ee"/><rect x="60" y="150" width="480" height="410" fill="#d8c3a5"/><g fill="#7f99a8">' +
  Array.from(
    { length: 12 },
    (_, i) =>
      `<rect x="${100 + (i % 4) * 110}" y="${190 + Math.floor(i / 4) * 120}" width="62" height="76"/>`,
  ).join('') +
  '</g>'

const SHAPES: Record<Scene, string> = {
  bins: '<g><rect x="640" y="420" width="130" height="200" rx="10" fill="#2f6f4f"/><rect x="790" y="420" width="130" height="200" rx="10" fill="#3b5f9c"/><g fill="#222"><ellipse cx="650" cy="660" rx="80" ry="46"/><ellipse cx="800" cy="680" rx="96" ry="52"/><ellipse cx="930" cy="655" rx="70" ry="40"/></g><g fill="#e8e2d0"><rect x="660" y="390" width="60" height="40"/><rect x="812" y="382" width="80" height="46"/><rect x="735" y="650" width="50" height="36"/></g></g>',
  tidy: '<g><rect x="640" y="440" width="130" height="200" rx="10" fill="#2f6f4f"/><rect x="790" y="440" width="130" height="200" rx="10" fill="#3b5f9c"/><path d="M640 440h130v-18h-130zM790 440h130v-18h-130z" fill="#1d3f2f"/></g>',
  lamp: '<g><rect x="0" y="0" width="1200" height="900" fill="#0b1830" opacity=".72"/><rect x="796" y="210" width="14" height="430" fill="#555"/><path d="M803 214q60-34 118 0" stroke="#555" stroke-width="12" fill="none"/><ellipse cx="926" cy="222" rx="40" ry="17" fill="#3c3c3c"/></g>',
  lit: '<g><rect x="0" y="0" width="1200" height="900" fill="#0b1830" opacity=".55"/><path d="M926 230L760 700h330z" fill="#ffe9a8" opacity=".55"/><rect x="796" y="210" width="14" height="430" fill="#777"/><path d="M803 214q60-34 118 0" stroke="#777" stroke-width="12" fill="none"/><ellipse cx="926" cy="222" rx="40" ry="17" fill="#fff3c4"/></g>',
  manhole:
    '<g><ellipse cx="780" cy="700" rx="170" ry="66" fill="#1a1a1a"/><ellipse cx="930" cy="740" rx="160" ry="58" fill="#6b6b6b" transform="rotate(-9 930 740)"/><path d="M620 610l60-100 60 100z" fill="#e2572b"/></g>',
  fixed:
    '<g><ellipse cx="780" cy="700" rx="170" ry="66" fill="#6b6b6b"/><ellipse cx="780" cy="700" rx="140" ry="52" fill="none" stroke="#4a4a4a" stroke-width="8"/><path d="M690 700h180M780 650v100" stroke="#4a4a4a" stroke-width="8"/></g>',
  'fire-lane':
    '<g><path d="M560 900L680 560h200l180 340z" fill="#8f8b80"/><g stroke="#f1c232" stroke-width="12"><path d="M600 830h400M630 740h330M655 660h270"/></g><rect x="660" y="590" width="300" height="120" rx="34" fill="#a33"/><rect x="710" y="540" width="190" height="80" rx="26" fill="#a33"/><circle cx="720" cy="716" r="34" fill="#222"/><circle cx="900" cy="716" r="34" fill="#222"/></g>',
  clear:
    '<g><path d="M560 900L680 560h200l180 340z" fill="#8f8b80"/><g stroke="#f1c232" stroke-width="12"><path d="M600 830h400M630 740h330M655 660h270"/></g></g>',
  puddle:
    '<g><path d="M520 760q120-130 330-84t270 60q-60 110-300 104t-300-80z" fill="#6e8fa6"/><path d="M640 740q60-30 130-10M820 770q70-26 140 0" stroke="#a9c4d4" stroke-width="8" fill="none"/></g>',
  door: '<g><rect x="620" y="260" width="250" height="380" fill="#5b6b73"/><rect x="640" y="280" width="100" height="350" fill="#78909c"/><rect x="752" y="280" width="100" height="350" fill="#78909c" transform="skewY(-6) translate(0 84)"/><circle cx="735" cy="460" r="12" fill="#c9a227"/></g>',
  tree: '<g><path d="M760 660l120-190 40 20-90 190z" fill="#6d4c33"/><ellipse cx="960" cy="430" rx="190" ry="110" fill="#4f7f45"/><ellipse cx="880" cy="520" rx="140" ry="80" fill="#5d8f4f"/></g>',
  bench:
    '<g fill="#8a5a33"><rect x="640" y="560" width="340" height="26"/><rect x="640" y="500" width="340" height="20" transform="rotate(4 640 500)"/><rect x="670" y="586" width="20" height="90"/><rect x="930" y="586" width="20" height="60" transform="rotate(18 930 586)"/></g>',
}

/** A drawn picture as jpeg, marked as sample in the picture itself. */
export const drawScene = (scene: Scene): Promise<Buffer> =>
  sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">${GROUND}${SHAPES[scene]}<rect y="846" width="1200" height="54" fill="#000" opacity=".45"/><text x="30" y="882" font-size="32" font-family="sans-serif" fill="#fff">示例图片 SAMPLE</text></svg>`,
    ),
  )
    .jpeg({ quality: 82 })
    .toBuffer()
