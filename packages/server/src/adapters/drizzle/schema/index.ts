export * from './auth.ts';
export * from './exchange.ts';
export * from './office.ts';
export * from './priority.ts';
export * from './privacy.ts';
export * from './records.ts';
export * from './webhooks.ts';
