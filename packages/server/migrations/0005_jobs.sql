ALTER TABLE "job_outbox" ADD COLUMN "state" text DEFAULT 'waiting' NOT NULL;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "score" smallint DEFAULT 50 NOT NULL;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "key" text;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "claimed_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "dispatched_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "finished_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "job_outbox" ADD COLUMN "error" text;--> statement-breakpoint
CREATE INDEX "job_outbox_open" ON "job_outbox" USING btree ("score" DESC NULLS LAST,"id") WHERE state in ('waiting', 'running');--> statement-breakpoint
CREATE INDEX "job_outbox_over" ON "job_outbox" USING btree ("state","id" DESC NULLS LAST);--> statement-breakpoint
CREATE UNIQUE INDEX "job_outbox_key" ON "job_outbox" USING btree ("kind","key") WHERE state in ('waiting', 'running');