/** What a program that embeds the server sees: the simulation, benchmarks, tests in a browser. */
export type { AppServices } from './app.ts';
export { createApp } from './app.ts';
export type { ConfigReading, ServerConfig } from './config.ts';
export { readConfig } from './config.ts';
export type { OpenDatabaseOptions, OpenedDatabase } from './open-database.ts';
export { openDatabase } from './open-database.ts';
export type { RunningServer } from './open-server.ts';
export { openServer } from './open-server.ts';
export type { OpenedServices, OpenServicesOptions } from './open-services.ts';
export { openServices } from './open-services.ts';
export { SEED_ACCOUNTS } from './seed/seed-accounts.ts';
export { CAMPS } from './seed/camps.ts';
export type { StartRefusedCode } from './start-refused.ts';
export { StartRefused } from './start-refused.ts';
