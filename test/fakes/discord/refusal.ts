/** What Discord answers to a request that it does not carry out: reference#error-messages */

export class Refusal extends Error {
  readonly status: number;
  readonly code: number;
  /** Where in the body, and why. */
  readonly problems: readonly string[];

  constructor(status: number, code: number, message: string, problems: readonly string[] = []) {
    super(message);
    this.status = status;
    this.code = code;
    this.problems = problems;
  }

  get body(): string {
    const errors =
      this.problems.length > 0
        ? { errors: { _errors: this.problems.map((message) => ({ code: 'INVALID', message })) } }
        : {};
    return JSON.stringify({ message: this.message, code: this.code, ...errors });
  }
}

/** topics/opcodes-and-status-codes#json-json-error-codes */
export const refuse = {
  unauthorized: () => new Refusal(401, 0, '401: Unauthorized'),
  notFound: () => new Refusal(404, 0, '404: Not Found'),
  unknownApplication: () => new Refusal(404, 10002, 'Unknown Application'),
  unknownChannel: () => new Refusal(404, 10003, 'Unknown Channel'),
  unknownGuild: () => new Refusal(404, 10004, 'Unknown Guild'),
  unknownMessage: () => new Refusal(404, 10008, 'Unknown Message'),
  unknownWebhook: () => new Refusal(404, 10015, 'Unknown Webhook'),
  unknownInteraction: () => new Refusal(404, 10062, 'Unknown interaction'),
  alreadyAcknowledged: () => new Refusal(400, 40060, 'Interaction has already been acknowledged.'),
  tooLarge: () => new Refusal(413, 40005, 'Request entity too large'),
  missingAccess: () => new Refusal(403, 50001, 'Missing Access'),
  emptyMessage: () => new Refusal(400, 50006, 'Cannot send an empty message'),
  missingPermissions: () => new Refusal(403, 50013, 'Missing Permissions'),
  invalidToken: () => new Refusal(401, 50027, 'Invalid Webhook Token'),
  invalidForm: (problems: readonly string[]) =>
    new Refusal(400, 50035, 'Invalid Form Body', problems),
  noReply: () =>
    new Refusal(400, 160002, 'Cannot reply without permission to read message history'),
  threadExists: () =>
    new Refusal(400, 160004, 'A thread has already been created for this message'),
  lockedThread: () => new Refusal(400, 160005, 'Thread is locked'),
};
