/** Letters that look alike or are drawn apart to slip through: full width, spaces, and case count as nothing. */
const plain = (words: string): string =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{Cf}]/gu, '')

/** The first of the keywords that stands in the words, though somebody wrote it apart or in full width. */
export const keywordIn = (words: string, keywords: readonly string[]): string | null => {
  const text = plain(words)
  return keywords.find((one) => plain(one) !== '' && text.includes(plain(one))) ?? null
}
