/** What Discord refuses. Each number with the page that says it, under https://docs.discord.com/. */

/** developers/resources/message#embed-object-embed-limits */
export const EMBED = {
  title: 256,
  description: 4096,
  fields: 25,
  fieldName: 256,
  fieldValue: 1024,
  footer: 2048,
  /** Title, description, names, values and footer of all embeds of a message together. */
  total: 6000,
  /** developers/resources/message#create-message-jsonform-params */
  perMessage: 10,
} as const;

/** developers/resources/message#attachment-object, developers/reference#uploading-files */
export const ATTACHMENT = {
  /** developers/resources/message#attachment-object-attachment-request-structure */
  description: 1024,
  /** Bytes of a file: half of what is said to be taken from everyone, which has been less. */
  size: 10 * 1024 * 1024,
} as const;

/** developers/components/reference */
export const COMPONENT = {
  /** #legacy-message-component-behavior */
  rows: 5,
  /** #action-row */
  buttons: 5,
  /** #button-button-structure */
  label: 80,
  /** #anatomy-of-a-component-custom-id */
  customId: 100,
  /** #string-select-string-select-structure */
  options: 25,
  optionLabel: 100,
  optionValue: 100,
  placeholder: 150,
} as const;

/** developers/interactions/application-commands#application-command-object */
export const COMMAND = {
  /** `CHAT_INPUT` commands in one scope. */
  commands: 100,
  description: 100,
  options: 25,
  choices: 25,
  choiceName: 100,
  choiceValue: 100,
  /** In lower case, of one to 32 letters, digits, hyphens and the like. */
  name: /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u,
} as const;

/** developers/resources/message#create-message-jsonform-params */
export const NONCE = 25;

/** developers/resources/message#get-channel-messages-query-string-params */
export const MESSAGES_READ = 100;

/** developers/resources/channel#start-thread-from-message-json-params */
export const THREAD_NAME = 100;

/** developers/interactions/receiving-and-responding#interaction-callback: milliseconds. */
export const FIRST_RESPONSE = 3000;
