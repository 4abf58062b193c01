/**
 * What Slack takes, each limit from the page beside it. One table, so that a change of theirs is one
 * change here.
 */
export const LIMITS = {
  /** Blocks in a message: docs.slack.dev/reference/block-kit/blocks */
  blocks: 50,
  /** Characters of a header: reference/block-kit/blocks/header-block */
  header: 150,
  /** Characters of a text object: reference/block-kit/composition-objects/text-object */
  text: 3000,
  /** Elements of one actions block: reference/block-kit/blocks/actions-block */
  actionElements: 25,
  /** Characters of a button's label, and of the value it carries: block-elements/button-element */
  buttonText: 75,
  buttonValue: 2000,
  /** Options of a menu, and the menu's own words: block-elements/select-menu-element */
  options: 100,
  placeholder: 150,
  /** An option's label and value: composition-objects/option-object */
  optionText: 75,
  optionValue: 150,
  /** Characters of an address: block-elements/button-element; none is given for links in text. */
  url: 3000,
  /** What a picture shows, for those who do not see it: reference/block-kit/blocks/image-block */
  alt: 2000,
  /** The plain text beside the blocks: chat.update takes 4,000 characters at the most. */
  fallback: 4000,
  /**
   * A whole message. Slack gives no number, and answers `msg_blocks_too_long`: 13,172 characters
   * beside a divider were seen to be the most (github.com/slackapi/bolt-js/issues/2509), and fewer
   * where there are many elements (issues/2867). So every block and element is counted with its
   * wrapping, and whoever is refused all the same renders smaller.
   */
  size: 12_000,
} as const;

/** What a block and an element cost beside their text. */
export const WRAPPING = { block: 130, element: 60 } as const;
