import type { Access } from '../access-table.ts';
import { ACCOUNT_ROUTES } from './describe-accounts.ts';
import { ADMINISTRATION_ROUTES } from './describe-administration.ts';
import { BACKGROUND_ROUTES } from './describe-background.ts';
import { CONFLICT_ROUTES } from './describe-conflicts.ts';
import { DEVICE_ROUTES } from './describe-devices.ts';
import { EXCHANGE_ROUTES } from './describe-exchange.ts';
import { OPENROSA_ROUTES } from './describe-openrosa.ts';
import { OPERATION_ROUTES } from './describe-operation.ts';
import { PRIVACY_ROUTES } from './describe-privacy.ts';
import { OWN_ACCOUNT_ROUTES } from './describe-own-account.ts';
import { PRIORITY_ROUTES } from './describe-priority.ts';
import { RECORD_ROUTES } from './describe-records.ts';
import { SECOND_FACTOR_ROUTES } from './describe-second-factor.ts';
import { SESSION_ROUTES } from './describe-session.ts';
import type { RouteDescription, RouteDescriptions } from './route-description.ts';

/** What each route takes and answers. A route that is not here cannot be mounted: add it to one of the files above. */
export const DESCRIPTIONS: RouteDescriptions = {
  ...SESSION_ROUTES,
  ...OWN_ACCOUNT_ROUTES,
  ...SECOND_FACTOR_ROUTES,
  ...EXCHANGE_ROUTES,
  ...RECORD_ROUTES,
  ...BACKGROUND_ROUTES,
  ...PRIORITY_ROUTES,
  ...CONFLICT_ROUTES,
  ...DEVICE_ROUTES,
  ...ACCOUNT_ROUTES,
  ...ADMINISTRATION_ROUTES,
  ...PRIVACY_ROUTES,
  ...OPENROSA_ROUTES,
  ...OPERATION_ROUTES,
};

/** @throws RangeError for a route that nobody has described: it must not be mounted */
export function descriptionOf(method: Access['method'], path: string): RouteDescription {
  const name = `${method} ${path}`;
  const description = DESCRIPTIONS[name];
  if (description === undefined)
    throw new RangeError(`${name} is not described: add it to a file in packages/server/src/http/api/`);
  return description;
}
