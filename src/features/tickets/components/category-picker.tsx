import { Input, Text, View } from '@tarojs/components'
import { useEffect, useState } from 'react'
import type { Category } from '../../../../contract/tickets'
import { searchCategories } from '../../../../domain/ticket/category-search'
import { textOf } from '@/api/api-error'
import { toast } from '@/platform/dialogs'
import { readStored, store } from '@/platform/storage'
import { Tap } from '@/ui/tap'
import { loadCategories, searchAllCategories } from '../actions'
import { useTickets } from '../store'
import './category-picker.scss'

const LATEST = 'latest-categories'
const isIds = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((id) => typeof id === 'string')

const remember = (categoryId: string): void => {
  const ids = (readStored(LATEST, isIds) ?? []).filter((id) => id !== categoryId)
  store(LATEST, [categoryId, ...ids].slice(0, 6))
}

interface Props {
  value: string | null
  onChoose: (categoryId: string, category: Category) => void
}

/** By searching in everyday words, by what was used lately, or by looking through the kinds. */
export const CategoryPicker = ({ value, onChoose }: Props) => {
  const categories = useTickets((state) => state.categories)
  const [typed, setTyped] = useState('')
  const [coded, setCoded] = useState<Category[]>([])
  useEffect(() => {
    void loadCategories().catch((error: unknown) => {
      // Without a network those of last time are there, and nothing need be said.
      if (useTickets.getState().categories.length === 0) toast(textOf(error))
    })
  }, [])

  const choose = (category: Category) => {
    remember(category.categoryId)
    onChoose(category.categoryId, category)
  }
  const searchAll = async () => {
    try {
      setCoded(await searchAllCategories(typed.trim()))
    } catch (error) {
      toast(textOf(error))
    }
  }
  const latestIds = readStored(LATEST, isIds) ?? []
  const latest = latestIds.flatMap(
    (id) => categories.find(({ categoryId }) => categoryId === id) ?? [],
  )
  const found = typed.trim() ? searchCategories(typed, categories) : null
  const groups = [...new Set(categories.map(({ groupName }) => groupName))]
  const options = (list: readonly Category[]) => (
    <View className="choices">
      {list.map((one) => (
        <Tap
          key={one.categoryId}
          role="radio"
          isOn={one.categoryId === value}
          className={`choice ${one.categoryId === value ? 'choice--on' : ''}`}
          onTap={() => choose(one)}
        >
          <Text>{one.name}</Text>
        </Tap>
      ))}
    </View>
  )
  return (
    <View className="categories">
      <Input
        className="field__input"
        value={typed}
        placeholder="说说是什么事，比如：电梯坏了、没人收垃圾"
        onInput={({ detail }) => {
          setTyped(detail.value)
          setCoded([])
        }}
      />
      {found ? (
        <View>
          <Text className="categories__name">
            {found.length > 0 ? '是这些吗？' : '没有找到相近的类别'}
          </Text>
          {options(found.slice(0, 12))}
          {coded.length > 0 ? <Text className="categories__name">全部网格类别</Text> : null}
          {options(coded)}
          {coded.length === 0 ? (
            <Tap className="categories__all" onTap={() => void searchAll()}>
              在全部网格类别里找“{typed.trim()}”
            </Tap>
          ) : null}
        </View>
      ) : (
        <View>
          {latest.length > 0 ? <Text className="categories__name">最近用过</Text> : null}
          {options(latest)}
          {groups.map((group) => (
            <View key={group}>
              <Text className="categories__name">{group}</Text>
              {options(categories.filter(({ groupName }) => groupName === group))}
            </View>
          ))}
        </View>
      )}
    </View>
  )
}
