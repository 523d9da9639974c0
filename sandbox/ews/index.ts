export { readEmails } from './mime';
export { handleEws, type EwsAnswer, type EwsRequest } from './handle';
