export { handleEws, type EwsAnswer, type EwsRequest } from './handle';
