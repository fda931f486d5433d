import type { Action, Priority, RecordType } from './domain.ts';

/** The product's contract, word for word: what a queue screen or an integrator sees of one unsent item. */
export interface OfflineQueueItem {
  /** Local UUID, also the idempotency key. */
  id: string;
  type: RecordType;
  action: Action;
  /** Server id if updating. */
  entityId?: string;
  data: unknown;
  retryCount: number;
  priority: Priority;
  createdAt: Date;
  lastAttempt?: Date;
  error?: string;
}

export interface PriorityQueueItem extends OfflineQueueItem {
  /** 0-100. */
  priorityScore: number;
  priorityReason: string;
  manualOverride?: {
    coordinatorId: string;
    coordinatorName: string;
    originalPriority: number;
    overridePriority: number;
    justification: string;
    timestamp: Date;
  };
  estimatedSyncTime?: Date;
}
