export { IdSet } from '../../query/idSet';
