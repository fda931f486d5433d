CREATE TABLE "awaited_overrides" (
	"record_id" uuid PRIMARY KEY NOT NULL,
	"override" jsonb NOT NULL,
	"told" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recalculation" (
	"row" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"id" uuid NOT NULL,
	"state" text NOT NULL,
	"config_version" integer NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"started_by" text NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"after" uuid,
	"total" integer NOT NULL,
	"examined" integer NOT NULL,
	"changed" integer NOT NULL,
	"overridden" integer NOT NULL,
	CONSTRAINT "recalculation_one_row" CHECK ("recalculation"."row" = 1)
);
--> statement-breakpoint
ALTER TABLE "priority_rules" ADD COLUMN "revision" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "records" ADD COLUMN "score_cursor" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_log_rules_made" ON "audit_log" USING btree ("actor","at") WHERE act = 'rule:create';