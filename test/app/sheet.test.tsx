import { fireEvent, render, screen } from '@testing-library/react'
import { useState } from 'react'
import { Button } from '@/ui/button'
import { Sheet } from '@/ui/sheet'

const Page = () => {
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button text="打开" onTap={() => setOpen(true)} />
      {isOpen ? (
        <Sheet title="选楼号" onClose={() => setOpen(false)}>
          里面
        </Sheet>
      ) : null}
    </>
  )
}

test('a sheet takes the keyboard when it opens, closes by Esc, and gives it back', () => {
  render(<Page />)
  const opener = screen.getByRole('button', { name: '打开' })
  opener.focus()
  fireEvent.keyDown(opener, { key: 'Enter' })

  const sheet = screen.getByRole('dialog', { name: '选楼号' })
  expect(document.activeElement).toBe(sheet)
  fireEvent.keyDown(sheet, { key: 'Escape' })

  expect(screen.queryByRole('dialog')).toBeNull()
  expect(document.activeElement).toBe(opener)
})
