import { Text } from '@tarojs/components'

export type TagKind = 'quiet' | 'go' | 'wait' | 'info' | 'bad'

export const Tag = ({ text, kind = 'quiet' }: { text: string; kind?: TagKind }) => (
  <Text className={`tag tag--${kind}`}>{text}</Text>
)
